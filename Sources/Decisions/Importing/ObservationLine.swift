import Agreement
package import Chronology
import Sampling

/// One line of a file of observations: a JSON object with the keys of its kind, or a row under them.
///
/// Format: docs/observations.md, "A file".
struct ObservationLine {
  /// The instants at which something may have been observed, in UTC: those of imported samples that a
  /// record can hold.
  static let span = Interval(ImportLine.span.start, Instant(nanoseconds: 1 << 62 - 1))

  /// The keys of a kind of observations; the first ones must be there.
  static func keys(of kind: ObservationFeed.Kind) -> [String] {
    switch kind {
    case .counts: ["from", "to", "good", "valid", "id"]
    case .durations: ["at", "duration", "end", "id"]
    }
  }

  /// A line that is accepted, for messages.
  static func example(of kind: ObservationFeed.Kind) -> String {
    switch kind {
    case .counts:
      #"{"from": "2026-03-14T00:00:00Z", "to": "2026-03-15T00:00:00Z", "good": 42, "valid": 50}"#
    case .durations: #"{"at": "2026-03-14T09:41:07Z", "duration": "3h12m"}"#
    }
  }

  let number: Int
  let kind: ObservationFeed.Kind
  let now: Instant
  let members: [ParsedMember]

  /// The members of a line of JSON.
  ///
  /// - Throws: The first fault of the line.
  static func members(
    _ bytes: [UInt8],
    number: Int,
    _ kind: ObservationFeed.Kind
  ) throws(ImportFault) -> [ParsedMember] {
    let example = example(of: kind)
    let value: ParsedJSON
    do throws(JSONError) {
      value = try JSONReader.read(bytes)
    } catch {
      throw ImportFault(
        line: number,
        column: error.offset + 1,
        message: "not JSON, \(error)",
        remedy: error.reason == .byteOrderMark
          ? "save the file as UTF-8 without one"
          : "write one whole JSON object on this line, such as \(example)"
      )
    }
    guard case .object(let members) = value else {
      throw ImportFault(
        line: number,
        column: 1,
        message: "\(value.kind) stands here",
        remedy: "write one JSON object a line, such as \(example)"
      )
    }
    for member in members where !keys(of: kind).contains(member.name) {
      throw unknown(member.name, line: number, at: member.nameOffset, kind)
    }
    return members
  }

  /// That `kind` has no such key or column.
  static func unknown(
    _ name: String,
    line: Int,
    at offset: Int,
    _ kind: ObservationFeed.Kind
  ) -> ImportFault {
    let keys = keys(of: kind)
    let meant = Spelling.nearest(to: name, among: keys)
    return ImportFault(
      line: line,
      column: offset + 1,
      message: "\(quoted(name)) is not a key of observed \(kind.word)",
      remedy: meant.map { "did you mean \"\($0)\"?" }
        ?? "its keys are \(keys.joined(separator: ", ")); leave it out"
    )
  }

  /// The entry that the line describes; without an id if it has none.
  func entry() throws(ImportFault) -> ObservedEntry {
    switch kind {
    case .counts: return try counted()
    case .durations: return try lasted()
    }
  }

  private func counted() throws(ImportFault) -> ObservedEntry {
    let start = try instant("from")
    let end = try instant("to")
    if end < start {
      throw fault(
        "to",
        "\"to\" is before \"from\"",
        "write the end of the stretch, which is after its start"
      )
    }
    try checkLength(Interval(start, end), "to")
    let good = try count("good")
    let valid = try count("valid")
    if good > valid {
      throw fault(
        "good",
        "\"good\" is \(good), more than \"valid\", which is \(valid)",
        "\"valid\" counts all cases, and \"good\" those of them that were good"
      )
    }
    return ObservedEntry(
      id: try id(),
      interval: Interval(start, end),
      good: good,
      valid: valid
    )
  }

  private func lasted() throws(ImportFault) -> ObservedEntry {
    let start = try instant("at")
    guard (value("duration") == nil) != (value("end") == nil) else {
      throw fault(
        value("end") == nil ? "duration" : "end",
        value("end") == nil
          ? "\"duration\" is missing" : "\"duration\" and \"end\" both stand here",
        "write how long it took, such as \"3h12m\", or \"end\", the instant at which it was over"
      )
    }
    let end: Instant
    let key: String
    if value("end") == nil {
      end = start + (try duration())
      key = "duration"
    } else {
      end = try instant("end")
      key = "end"
      if end < start {
        throw fault(
          "end",
          "\"end\" is before \"at\"",
          "write when it was over, which is after \"at\""
        )
      }
    }
    try checkLength(Interval(start, end), key)
    return ObservedEntry(id: try id(), interval: Interval(start, end))
  }

  private func checkLength(_ interval: Interval, _ key: String) throws(ImportFault) {
    if interval.length > ObservedEntry.longest {
      throw fault(
        key,
        "this is \(interval.length) long",
        "one entry is at most \(ObservedEntry.longest) long"
      )
    }
    if interval.end > now + ImportLine.clockTolerance {
      throw fault(
        key,
        "this ends at \(interval.end), and now is \(now)",
        "only what is over can be observed; look at the time zone and at this machine's clock"
      )
    }
  }
}

extension ObservationLine {
  /// The value of `key`; nil if it isn't there or is null.
  private func value(_ key: String) -> ParsedJSON? {
    guard let value = members.first(where: { $0.name == key })?.value, value != .null else {
      return nil
    }
    return value
  }

  private func required(_ key: String) throws(ImportFault) -> ParsedJSON {
    guard let value = value(key) else {
      throw fault(
        key,
        "\"\(key)\" is missing",
        "every line has it, as in \(Self.example(of: kind))"
      )
    }
    return value
  }

  private func instant(_ key: String) throws(ImportFault) -> Instant {
    guard case .string(let text) = try required(key), text.utf8.count <= 64,
      let instant = Instant(rfc3339: text)
    else {
      throw fault(
        key,
        "\"\(key)\" is no date-time by RFC 3339 with its offset",
        "write it as 2026-03-14T09:41:07Z or 2026-03-14T10:41:07+01:00"
      )
    }
    guard Self.span.contains(instant) else {
      throw fault(key, "\"\(key)\" is \(instant)", "only the years 2000 to 2115 can be observed")
    }
    return instant
  }

  private func count(_ key: String) throws(ImportFault) -> Int64 {
    guard case .number(let number) = try required(key), let count = number.integer,
      (0...ObservedEntry.countLimit).contains(count)
    else {
      throw fault(
        key,
        "\"\(key)\" is no number of cases",
        "write a whole number from 0 to \(ObservedEntry.countLimit), without quotes or a fraction"
      )
    }
    return count
  }

  private func duration() throws(ImportFault) -> TimeAmount {
    guard case .string(let text) = try required("duration"),
      let amount = TimeAmount(compound: text)
    else {
      throw fault(
        "duration",
        "\"duration\" is no length of time",
        "write it with its units, largest first, such as \"3h12m\", \"45s\" or \"1m30s\""
      )
    }
    return amount
  }

  private func id() throws(ImportFault) -> String {
    let text: String
    switch value("id") {
    case nil: return ""
    case .string(let written)?: text = written
    case .number(let number)?: text = number.text
    default: text = ""
    }
    let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    guard (1...ObservedEntry.idLimit).contains(text.utf8.count), isPlain else {
      throw fault(
        "id",
        "\"id\" is no name of an entry",
        "write 1 to \(ObservedEntry.idLimit) bytes of text, or leave it out"
      )
    }
    return text
  }

  /// A fault at the value of `key`, or at the line's start if it isn't there.
  private func fault(_ key: String, _ message: String, _ remedy: String) -> ImportFault {
    let offset = members.first { $0.name == key }?.valueOffset ?? 0
    return ImportFault(line: number, column: offset + 1, message: message, remedy: remedy)
  }
}

extension TimeAmount {
  /// Reads `3h12m`, `1m30s`, `1500ms`: whole numbers with their units, the largest first, each once; nil
  /// of anything else, and of more than 400 days.
  package init?(compound text: String) {
    let units: [(name: String, milliseconds: Int64)] = [
      ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]
    var rest = Substring(text)
    var sum: Int64 = 0
    var next = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard (1...12).contains(digits.utf8.count), let count = Int64(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { $0.isASCII && $0.isLetter }
      guard let index = units[next...].firstIndex(where: { $0.name == name }) else { return nil }
      rest = rest.dropFirst(name.count)
      next = index + 1
      let (product, isTooMuch) = count.multipliedReportingOverflow(by: units[index].milliseconds)
      guard !isTooMuch, product <= TimeAmount.days(400).wholeMilliseconds else { return nil }
      sum += product
    }
    guard next > 0 else { return nil }
    self = .milliseconds(sum)
  }
}
