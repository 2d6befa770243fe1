import Chronology
import Sampling

/// The metrics of a file of OpenMetrics: what ``Exporting`` writes of a check, or what Prometheus has of
/// a target of blackbox_exporter.
///
/// Values of the same instant are one sample. Memory: 16 bytes a value of the three metrics that are
/// kept.
///
/// Format: docs/import.md, "Metrics".
struct ImportMetrics: Sendable {
  /// What a metric tells of a sample.
  private enum Part: Int, CaseIterable {
    case success
    case status
    case total
  }

  /// Whose metrics they are.
  private enum Origin: Hashable, Sendable {
    case constat
    case blackbox
  }

  private struct Point: Sendable {
    let start: Instant
    let value: UInt32
    let line: UInt32
  }

  private static let parts: [String: (origin: Origin, part: Part)] = [
    "constat_probe_success": (.constat, .success),
    "constat_probe_status_code": (.constat, .status),
    "constat_probe_duration_seconds": (.constat, .total),
    "probe_success": (.blackbox, .success),
    "probe_http_status_code": (.blackbox, .status),
    "probe_duration_seconds": (.blackbox, .total),
  ]

  private let check: CheckID?
  private let now: Instant
  private var points: [[Point]] = Part.allCases.map { _ in [] }
  private var origin: Origin?
  private var labels: [MetricLine.Label]?
  private var isOver = false
  private var lastLine = 1

  /// Nothing is read yet.
  init(check: CheckID?, now: Instant) {
    self.check = check
    self.now = now
  }

  /// Whether a file that begins with this line is of metrics.
  static func isBegun(by line: [UInt8]) -> Bool {
    let heads = ["# TYPE ", "# UNIT ", "# HELP ", "# EOF"]
    if heads.contains(where: { line.starts(with: $0.utf8) }) { return true }
    let name = line.prefix { MetricLine.isWord($0, isFirst: false) }
    if name.isEmpty { return false }
    return line.dropFirst(name.count).first == UInt8(ascii: "{")
      || parts[String(decoding: name, as: UTF8.self)] != nil
  }

  /// How many values of one metric there are at most.
  var count: Int { points.map(\.count).max() ?? 0 }

  /// Takes a line.
  mutating func take(_ line: [UInt8], number: Int) throws(ImportFault) {
    func fault(_ column: Int, _ message: String, _ remedy: String) -> ImportFault {
      ImportFault(line: number, column: column + 1, message: message, remedy: remedy)
    }
    lastLine = number
    if isOver {
      throw fault(
        0,
        "text stands after # EOF",
        "one file holds one text of metrics: split it there"
      )
    }
    if line == Array("# EOF".utf8) {
      isOver = true
      return
    }
    if line.first == UInt8(ascii: "#") { return }
    let metric = try MetricLine(line, number: number)
    guard let (origin, part) = ImportMetrics.parts[metric.name] else { return }
    try compare(metric, origin, fault)
    let start = try start(metric, fault)
    let value = try value(metric, part, fault)
    points[part.rawValue].append(
      Point(start: start, value: value, line: UInt32(clamping: number))
    )
  }

  private typealias FaultMaker = (Int, String, String) -> ImportFault

  /// Refuses values of another check or target than those before.
  private mutating func compare(
    _ metric: MetricLine,
    _ own: Origin,
    _ fault: FaultMaker
  ) throws(ImportFault) {
    if let origin, origin != own {
      throw fault(0, "metrics of constat and of blackbox_exporter stand in one file", "split it")
    }
    origin = own
    let place = metric.labelsOffset
    if own == .constat {
      let name = metric.labels.first { $0.name == "check" }?.value
      if let check, let name, name != check.description {
        throw fault(
          place,
          "the sample is of \(quoted(name))",
          "import it with --check \(excerpt(name)), or export the samples of one check alone"
        )
      }
    }
    let sorted = metric.labels.sorted { $0.name < $1.name }
    if let labels, labels != sorted {
      throw fault(
        place,
        "the value has other labels than those before",
        "a check has one target: dump one alone, as by --match '{instance=\"…\"}'"
      )
    }
    labels = sorted
  }

  private func start(_ metric: MetricLine, _ fault: FaultMaker) throws(ImportFault) -> Instant {
    let place = metric.time.startIndex
    let text = String(decoding: metric.time, as: UTF8.self)
    if metric.time.isEmpty {
      throw fault(
        metric.value.startIndex,
        "the value has no timestamp",
        "a page that is scraped has none: dump what Prometheus has stored, by promtool"
      )
    }
    guard let units = MetricNumber(metric.time)?.units(decimals: 9), units.isExact else {
      throw fault(
        place,
        "the timestamp is \(quoted(text))",
        "write seconds since 1970 with up to nine decimals, between 2000 and 2199"
      )
    }
    let start = Instant(nanoseconds: units.count)
    guard ImportLine.span.contains(start) else {
      throw fault(
        place,
        "the timestamp is \(start)",
        "only the years 2000 to 2199 can be imported; timestamps are in seconds"
      )
    }
    guard start <= now else {
      throw fault(
        place,
        "the timestamp is \(start), and now is \(now)",
        "only what has happened can be imported; look at this machine's clock"
      )
    }
    return start
  }

  private func value(
    _ metric: MetricLine,
    _ part: Part,
    _ fault: FaultMaker
  ) throws(ImportFault) -> UInt32 {
    let number = MetricNumber(metric.value)
    let place = metric.value.startIndex
    let message = "\(metric.name) is \(quoted(String(decoding: metric.value, as: UTF8.self)))"
    switch part {
    case .success:
      guard let units = number?.units(decimals: 0), units.isExact, (0...1).contains(units.count)
      else { throw fault(place, message, "it is 1 or 0; leave out the instants without a result") }
      return UInt32(units.count)
    case .status:
      guard let units = number?.units(decimals: 0), units.isExact,
        units.count == 0 || (100...599).contains(units.count)
      else { throw fault(place, message, "it is 100 to 599, or 0 if none came") }
      return UInt32(units.count)
    case .total:
      // A clock of ours counts whole microseconds; what others write finer is rounded.
      guard let units = number?.units(decimals: 6), let total = UInt32(exactly: units.count) else {
        throw fault(place, message, "write 0 to 4294.967295 seconds")
      }
      return total
    }
  }

  /// The samples, ascending by start.
  ///
  /// - Parameter fail: Gets every fault.
  consuming func finish(_ fail: (ImportFault) -> Void) -> [ImportRow] {
    if !isOver {
      fail(
        ImportFault(
          line: lastLine,
          column: 1,
          message: "the file ends without # EOF",
          remedy: "it may have been cut: write it again, as a whole"
        )
      )
    }
    for part in Part.allCases {
      points[part.rawValue].sort { ($0.start, $0.line) < ($1.start, $1.line) }
    }
    var rows: [ImportRow] = []
    var next = [0, 0, 0]
    while let start = Part.allCases.compactMap({ first($0, next)?.start }).min() {
      var found: [Point?] = [nil, nil, nil]
      for part in Part.allCases {
        while let point = first(part, next), point.start == start {
          if let known = found[part.rawValue] {
            fail(duplicate(point, of: known))
          } else {
            found[part.rawValue] = point
          }
          next[part.rawValue] += 1
        }
      }
      if let row = row(start, found, fail) { rows.append(row) }
    }
    return rows
  }

  private func first(_ part: Part, _ next: [Int]) -> Point? {
    let own = points[part.rawValue]
    return next[part.rawValue] < own.count ? own[next[part.rawValue]] : nil
  }

  private func duplicate(_ point: Point, of known: Point) -> ImportFault {
    ImportFault(
      line: Int(point.line),
      column: 1,
      message: "line \(known.line) has a value at \(point.start) already",
      remedy: "leave one of them out; a metric has one value at an instant"
    )
  }

  private func row(
    _ start: Instant,
    _ found: [Point?],
    _ fail: (ImportFault) -> Void
  ) -> ImportRow? {
    let (success, status, total) = (found[0], found[1]?.value ?? 0, found[2]?.value)
    let line = found.compactMap { $0?.line }.min() ?? 0
    if success == nil, origin == .blackbox {
      fail(
        ImportFault(
          line: Int(line),
          column: 1,
          message: "no probe_success stands at \(start)",
          remedy:
            "dump both metrics, as by --match '{__name__=~\"probe_success|probe_duration_seconds\"}'"
        )
      )
      return nil
    }
    // Of constat's own, an attempt that says nothing of the target has no success.
    let outcome: Outcome = success.map { $0.value == 1 ? .up : .down } ?? .void
    return ImportRow(
      Sample(
        series: SeriesID(number: 0),
        due: start,
        start: start,
        outcome: outcome,
        cause: nil,
        phases: Phases(wait: total ?? 0),
        status: UInt16(status),
        flags: total == nil ? [.imported, .timeNotMeasured] : .imported
      ),
      line: Int(line)
    )
  }
}
