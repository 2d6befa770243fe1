package import Agreement
import Chronology

extension SealedReport {
  /// The kinds of the events that record sealed reports.
  package static let eventKinds: Set = ["report.sealed", "report.revised"]

  /// What an event records; nil unless it is one of a sealed report, with names that can be those of
  /// files.
  package init?(_ event: RecordedEvent) {
    guard SealedReport.eventKinds.contains(event.kind),
      let agreement = event.value(of: "AGREEMENT"),
      let revision = event.value(of: "REVISION").flatMap({ Int($0) }),
      let sha256 = event.value(of: "AGREEMENT_SHA256"),
      let period = event.value(of: "PERIOD"),
      let start = event.instant("WINDOW_START"), let end = event.instant("WINDOW_END"),
      start < end,
      let number = event.value(of: "REPORT_REVISION").flatMap({ Int($0) }), number > 0,
      let asOf = event.instant("AS_OF"),
      [agreement, period].allSatisfy(\.isPlainName)
    else { return nil }
    var hashes: [Format: String] = [:]
    for format in Format.allCases {
      guard let hash = event.value(of: "\(format.rawValue.uppercased())_SHA256") else { return nil }
      hashes[format] = hash
    }
    let size = event.value(of: "ROOT_ENTRIES").flatMap { UInt64($0) }
    self.init(
      agreement: agreement,
      revision: revision,
      sha256: sha256,
      period: period,
      window: Interval(start, end),
      number: number,
      asOf: asOf,
      sealed: event.time,
      figures: SealedReport.figures(of: event),
      parts: SealedReport.parts(of: event),
      root: size.map { Root(size: $0, hash: event.value(of: "ROOT") ?? "") },
      hashes: hashes,
      because: (event.value(of: "BECAUSE") ?? "").split(separator: " ").map(String.init)
    )
  }

  private static func parts(of event: RecordedEvent) -> [Part] {
    (event.value(of: "PARTS") ?? "").split(separator: ";").compactMap { part in
      let words = part.split(separator: " ").map(String.init)
      guard words.count == 2, let revision = Int(words[0]) else { return nil }
      return Part(revision: revision, sha256: words[1])
    }
  }

  private static func figures(of event: RecordedEvent) -> [Figure] {
    event.values(of: "FIGURES").flatMap { $0.split(separator: ";") }
      .compactMap { part in
        let words = part.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.count == 3 else { return nil }
        return Figure(objective: words[0], verdict: words[1], estimate: words[2])
      }
  }
}

extension RecordedEvent {
  /// The values of the fields NAME, NAME_2 and so on, into which a long list is folded.
  func values(of name: String) -> [String] {
    fields.filter { $0.name == name || $0.name.hasPrefix("\(name)_") }.map(\.value)
  }

  /// The instant in the field `name`; nil if there is none.
  func instant(_ name: String) -> Instant? {
    value(of: name).flatMap { Instant(rfc3339: $0) }
  }
}

extension String {
  /// Whether it can stand in the name of a file: letters, digits, `-` and `.`, and no dot first.
  fileprivate var isPlainName: Bool {
    !isEmpty && !hasPrefix(".") && utf8.count <= 64
      && utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == 0x2D || byte == 0x2E
      }
  }
}
