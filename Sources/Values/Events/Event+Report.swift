package import Agreement
import Chronology

extension Event {
  /// A report was sealed: its files are on the disk, and their hashes are on record with this.
  package static func reportSealed(_ report: SealedReport) -> Event {
    Event(
      kind: .reportSealed,
      key: key(.reportSealed, report),
      time: report.sealed,
      detail: "\(report.agreement), \(report.period): \(report.verdicts)",
      fields: report.eventFields
    )
  }

  /// A sealed report has another revision, because of what came later; `changed` are the objectives whose
  /// figure or verdict is another than before.
  package static func reportRevised(_ report: SealedReport, changed: [String]) -> Event {
    let change =
      changed.isEmpty ? "no figure changed" : "changed: \(changed.joined(separator: ", "))"
    return Event(
      kind: .reportRevised,
      key: key(.reportRevised, report),
      time: report.sealed,
      detail: "\(report.agreement), \(report.period), revision \(report.number) because of"
        + " \(report.because.prefix(10).joined(separator: ", ")): \(report.verdicts); \(change)",
      fields: report.eventFields + [
        EventField("BECAUSE", report.named),
        EventField("BECAUSE_COUNT", report.because.count),
        EventField("CHANGED", changed.joined(separator: " ")),
      ]
    )
  }

  private static func key(_ kind: EventKind, _ report: SealedReport) -> EventKey {
    EventKey(kind, report.agreement, report.period, "r\(report.number)")
  }
}

extension SealedReport {
  /// How many of what came later a revision's event names; each has at most 19 bytes.
  package static let becauseLimit = 200

  /// The first ones of what came later.
  fileprivate var named: String { because.prefix(Self.becauseLimit).joined(separator: " ") }

  /// How many objectives have which verdict, in words.
  fileprivate var verdicts: String {
    ["met", "missed", "undetermined"].map { "\(count(of: $0)) \($0)" }.joined(separator: ", ")
  }

  fileprivate var eventFields: [EventField] {
    var fields = [
      EventField("AGREEMENT", agreement),
      EventField("REVISION", revision),
      EventField("AGREEMENT_SHA256", sha256),
      EventField("PERIOD", period),
      EventField("WINDOW_START", window.start.rfc3339(decimals: 3)),
      EventField("WINDOW_END", window.end.rfc3339(decimals: 3)),
      EventField("REPORT_REVISION", number),
      EventField("AS_OF", asOf.rfc3339(decimals: 3)),
      EventField("MET", count(of: "met")),
      EventField("MISSED", count(of: "missed")),
      EventField("UNDETERMINED", count(of: "undetermined")),
      EventField("ROOT_ENTRIES", root.map { "\($0.size)" } ?? ""),
      EventField("ROOT", root?.hash ?? ""),
    ]
    if !parts.isEmpty {
      let named = parts.map { "\($0.revision) \($0.sha256)" }
      fields.append(EventField("PARTS", named.joined(separator: "; ")))
    }
    fields += Format.allCases.map { format in
      EventField("\(format.rawValue.uppercased())_SHA256", hashes[format] ?? "")
    }
    // Of 1,000 objectives, which is the limit, fewer than 30 fields.
    return fields
      + [EventField](
        "FIGURES",
        figures.map { "\($0.objective) \($0.verdict) \($0.estimate)" },
        separator: "; "
      )
  }
}
