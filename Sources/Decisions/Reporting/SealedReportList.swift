package import Agreement
import Chronology

/// Sealed reports as `constat reports` lists them: by agreement, window and revision.
package struct SealedReportList: Hashable, Sendable {
  /// In the order in which they are listed.
  package let reports: [SealedReport]

  /// The sealed reports of a record, each revision once: the first that was recorded counts.
  ///
  /// - Parameter agreement: Only this agreement's; nil for all.
  package init(_ recorded: [SealedReport], of agreement: String? = nil) {
    var seen: Set<String> = []
    reports = recorded.filter { report in
      (agreement.map { $0 == report.agreement } ?? true)
        && seen.insert(report.fileName(.json)).inserted
    }.sorted { first, second in
      (first.agreement, first.window.start, first.period, first.number)
        < (second.agreement, second.window.start, second.period, second.number)
    }
  }

  /// The report on a period; nil if there is none.
  ///
  /// - Parameters:
  ///   - period: The window's name; nil for the latest window.
  ///   - number: The revision; nil for the last one.
  package func report(on period: String?, revision number: Int?) -> SealedReport? {
    let period = period ?? reports.max { $0.window.start < $1.window.start }?.period
    return reports.last { report in
      report.period == period && (number.map { $0 == report.number } ?? true)
    }
  }

  /// A line each; `no sealed reports` if there is none.
  package func text(ink: Ink = .plain) -> String {
    if reports.isEmpty { return "no sealed reports\n" }
    let rows = reports.map { report in
      [
        report.agreement, report.period, "\(report.number)",
        report.sealed.rfc3339(decimals: 0), "\(report.count(of: "met"))",
        "\(report.count(of: "missed"))", "\(report.count(of: "undetermined"))",
        isReplaced(report) ? "replaced" : "in force",
      ].map { TextTable.Cell($0) }
    }
    let titles = [
      "agreement", "period", " revision", "sealed", " met", " missed", " undetermined", "state",
    ]
    return TextTable(titles: titles, rows: rows, ink: ink).lines.map { "\($0)\n" }.joined()
  }

  /// The reports as a JSON list.
  package var json: String {
    JSONValue.array(
      reports.map { report in
        [
          "agreement": .string(report.agreement),
          "agreement_revision": .integer(report.revision),
          "agreement_sha256": .string(report.sha256),
          "period": .string(report.period),
          "start": .string(report.window.start.description),
          "end": .string(report.window.end.description),
          "revision": .integer(report.number),
          "replaced": .bool(isReplaced(report)),
          "sealed": .string(report.sealed.description),
          "as_of": .string(report.asOf.description),
          "ledger": report.root.map {
            ["entries": .integer($0.size), "root": .string($0.hash)]
          } ?? .null,
          "objectives": .array(
            report.figures.map { figure in
              [
                "id": .string(figure.objective),
                "verdict": .string(figure.verdict),
                "estimate": figure.estimate == "-" ? .null : .string(figure.estimate),
              ]
            }
          ),
          "because": .array(report.because.map { .string($0) }),
          "files": .array(
            SealedReport.Format.allCases.map { format in
              [
                "name": .string(report.fileName(format)),
                "sha256": .string(report.hashes[format] ?? ""),
              ]
            }
          ),
        ]
      }
    ).page
  }

  /// Whether a later revision has taken its place.
  private func isReplaced(_ report: SealedReport) -> Bool {
    reports.contains {
      $0.agreement == report.agreement && $0.period == report.period && $0.number > report.number
    }
  }
}
