package import Chronology
package import Sampling

/// One line of a file of samples: a JSON object with the keys of ``keys``, or a row under them.
///
/// Format: docs/import.md, "A line".
package struct ImportLine {
  /// The keys that a line may have; the first two must be there.
  package static let keys = ["at", "outcome", "cause", "total_us", "status"]
  /// The keys that an export writes besides.
  ///
  /// `check` is compared; the rest says nothing that an import keeps.
  package static let exportedKeys =
    ["check", "slot", "phases_us", "address", "flags"] + Phase.allCases.map { "\($0)_us" }
  /// The instants that a sample may stand at: 2000-01-01 up to, but without, 2200-01-01, in UTC.
  package static let span = Interval(
    Instant(seconds: 946_684_800),
    Instant(seconds: 7_258_118_400)
  )
  /// How long after now an attempt may have ended: the clock of who measured it may be ahead.
  package static let clockTolerance = TimeAmount.minutes(1)

  /// A line that is accepted, for messages.
  static let example = #"{"at": "2026-03-14T09:41:07Z", "outcome": "up"}"#

  private let number: Int
  private let now: Instant
  private var members: [ParsedMember] = []

  /// The sample that a line describes.
  ///
  /// It is flagged as imported, and due when it started. `total_us` stands in the phase `wait`,
  /// because an import knows only the total.
  ///
  /// - Parameters:
  ///   - bytes: The line without its end.
  ///   - number: Which line it is, from 1, for the fault.
  ///   - series: Which definition of which check it belongs to.
  ///   - check: Its check, with which a line that names one must agree; nil agrees with any.
  ///   - now: The latest instant that is accepted.
  /// - Throws: The first ``ImportFault`` of the line.
  package static func read(
    _ bytes: [UInt8],
    number: Int,
    series: SeriesID,
    check: CheckID? = nil,
    now: Instant
  ) throws(ImportFault) -> Sample {
    var line = ImportLine(number: number, now: now)
    try line.parse(bytes)
    return try line.sample(of: series, check)
  }

  /// The sample that a row of a table describes, by the rules for a line.
  ///
  /// - Parameter members: The row's values by their columns' names, which are known keys.
  static func read(
    _ members: [ParsedMember],
    number: Int,
    series: SeriesID,
    check: CheckID?,
    now: Instant
  ) throws(ImportFault) -> Sample {
    var line = ImportLine(number: number, now: now)
    line.members = members
    return try line.sample(of: series, check)
  }

  private func sample(of series: SeriesID, _ check: CheckID?) throws(ImportFault) -> Sample {
    try compare(check)
    let at = try instant()
    let outcome = try self.outcome()
    let status = UInt16(try integer("status", in: 0...999) ?? 0)
    guard status == 0 || status >= 100 else {
      throw fault(
        "status",
        "\"status\" is \(status)",
        "write the protocol's status, 100 to 999, or 0 if none came"
      )
    }
    let cause = try self.cause(of: outcome, status: status)
    let total = try self.total(from: at)
    return Sample(
      series: series,
      due: at,
      start: at,
      outcome: outcome,
      cause: cause,
      phases: Phases(wait: total ?? 0),
      status: status,
      flags: total == nil ? [.imported, .timeNotMeasured] : .imported
    )
  }

  private init(number: Int, now: Instant) {
    self.number = number
    self.now = now
  }

  /// Takes the line's members, and refuses keys that aren't known.
  private mutating func parse(_ bytes: [UInt8]) throws(ImportFault) {
    let value: ParsedJSON
    do throws(JSONError) {
      value = try JSONReader.read(bytes)
    } catch {
      let remedy =
        error.reason == .byteOrderMark
        ? "save the file as UTF-8 without one"
        : "write one whole JSON object on this line, such as \(ImportLine.example)"
      throw fault(at: error.offset, "not JSON, \(error)", remedy)
    }
    guard case .object(let members) = value else {
      throw fault(
        at: 0,
        "\(value.kind) stands here",
        "write one JSON object a line, such as \(ImportLine.example)"
      )
    }
    for member in members
    where !ImportLine.keys.contains(member.name)
      && !ImportLine.exportedKeys.contains(member.name)
    {
      let meant = Spelling.nearest(to: member.name, among: ImportLine.keys)
      throw fault(
        at: member.nameOffset,
        "\(quoted(member.name)) is not a key of an imported sample",
        meant.map { "did you mean \"\($0)\"?" }
          ?? "its keys are \(ImportLine.keys.joined(separator: ", ")); leave it out"
      )
    }
    self.members = members
  }
}

extension ImportLine {
  /// Refuses a line that says that it is of another check.
  private func compare(_ check: CheckID?) throws(ImportFault) {
    guard let check, case .string(let name)? = optional("check"), name != check.description else {
      return
    }
    throw fault(
      "check",
      "the sample is of \(quoted(name))",
      "import it with --check \(excerpt(name)), or export the samples of one check alone"
    )
  }

  private func instant() throws(ImportFault) -> Instant {
    let instant: Instant
    switch try required("at") {
    case .string(let text):
      guard text.utf8.count <= 64, let read = Instant(rfc3339: text) else {
        throw fault(
          "at",
          "\(quoted(text)) is not a date-time by RFC 3339",
          "write it as 2026-03-14T09:41:07Z or 2026-03-14T10:41:07.250+01:00"
        )
      }
      instant = read
    case .number:
      let bounds = ImportLine.span.start.milliseconds...(ImportLine.span.end.milliseconds - 1)
      guard let milliseconds = try integer("at", in: bounds) else { throw missing("at") }
      instant = Instant(milliseconds: milliseconds)
    case let other:
      throw fault(
        "at",
        "\"at\" is \(other.kind)",
        "write a date-time by RFC 3339 in quotes, or milliseconds since 1970 as a whole number"
      )
    }
    guard ImportLine.span.contains(instant) else {
      throw fault("at", "\"at\" is \(instant)", "only the years 2000 to 2199 can be imported")
    }
    guard instant <= now else {
      throw fault(
        "at",
        "\"at\" is \(instant), and now is \(now)",
        "only what has happened can be imported; look at the time zone and at this machine's clock"
      )
    }
    return instant
  }

  /// How long the attempt took, which has to be over: clocks may differ by ``clockTolerance``.
  private func total(from start: Instant) throws(ImportFault) -> UInt32? {
    let total = try integer("total_us", in: 0...Int64(UInt32.max))
    guard let total else { return nil }
    let end = start + .microseconds(total)
    guard end <= now + ImportLine.clockTolerance else {
      throw fault(
        "total_us",
        "\"total_us\" makes the attempt end at \(end), and now is \(now)",
        "only what is over can be imported; \"total_us\" is in microseconds"
      )
    }
    return UInt32(total)
  }

  private func outcome() throws(ImportFault) -> Outcome {
    let names = Outcome.allCases.map(\.description)
    guard case .string(let name) = try required("outcome") else {
      throw fault("outcome", "\"outcome\" must be a string", "write \(list(names))")
    }
    guard let outcome = Outcome(name: name) else {
      throw fault(
        "outcome",
        "\(quoted(name)) is not an outcome",
        Spelling.nearest(to: name, among: names).map { "did you mean \"\($0)\"?" }
          ?? "write \(list(names))"
      )
    }
    return outcome
  }

  private func cause(of outcome: Outcome, status: UInt16) throws(ImportFault) -> Cause? {
    guard let value = optional("cause") else { return nil }
    let names = Cause.allCases.map(\.name)
    guard case .string(let name) = value else {
      throw fault("cause", "\"cause\" is \(value.kind)", "write a cause's name in quotes, or null")
    }
    guard let cause = Cause(name: name) else {
      throw fault(
        "cause",
        "\(quoted(name)) is not a cause",
        Spelling.nearest(to: name, among: names).map { "did you mean \"\($0)\"?" }
          ?? "the causes are \(names.joined(separator: ", "))"
      )
    }
    if let remedy = outcome.objection(to: cause) {
      throw fault("cause", "\"\(outcome)\" does not go with the cause \"\(name)\"", remedy)
    }
    guard cause.allows(status: status) else {
      throw fault(
        "cause",
        "the cause \"\(name)\" does not go with the status \(status)",
        "correct one of them, or leave the status out"
      )
    }
    return cause
  }
}

extension ImportLine {
  private func member(_ key: String) -> ParsedMember? { members.first { $0.name == key } }

  /// The value of `key`; nil if it isn't there or is null, which both say that it isn't known.
  private func optional(_ key: String) -> ParsedJSON? {
    guard let value = member(key)?.value, value != .null else { return nil }
    return value
  }

  private func required(_ key: String) throws(ImportFault) -> ParsedJSON {
    guard let value = member(key)?.value else { throw missing(key) }
    return value
  }

  private func missing(_ key: String) -> ImportFault {
    fault(at: 0, "\"\(key)\" is missing", "every line has it, as in \(ImportLine.example)")
  }

  /// The integer of `key`; nil if it isn't known.
  private func integer(
    _ key: String,
    in bounds: ClosedRange<Int64>
  ) throws(ImportFault) -> Int64? {
    guard let value = optional(key) else { return nil }
    guard case .number(let number) = value else {
      throw fault(key, "\"\(key)\" is \(value.kind)", "write a whole number without quotes")
    }
    guard number.isWhole else {
      throw fault(
        key,
        "\"\(key)\" is \(excerpt(number.text))",
        "write a whole number without a fraction or an exponent"
      )
    }
    guard let integer = number.integer, bounds.contains(integer) else {
      throw fault(
        key,
        "\"\(key)\" is \(excerpt(number.text))",
        ImportFault.range(of: key, bounds, number.integer)
      )
    }
    return integer
  }

  /// A fault at the value of `key`, or at the line's start if it isn't there.
  private func fault(_ key: String, _ message: String, _ remedy: String) -> ImportFault {
    fault(at: member(key)?.valueOffset ?? 0, message, remedy)
  }

  private func fault(at offset: Int, _ message: String, _ remedy: String) -> ImportFault {
    ImportFault(line: number, column: offset + 1, message: message, remedy: remedy)
  }

  private func list(_ names: [String]) -> String {
    names.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}
