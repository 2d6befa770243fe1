package import Agreement
import Chronology

/// How a period goes on after a revision took effect inside it, where that divides windows: a report on the
/// part that the later revision judges, and what pages show of it.
package struct ReportPart: Equatable, Sendable {
  /// The report on the part.
  package internal(set) var report: Report
  /// What pages show besides.
  package let detail: ReportDetail

  /// A part.
  package init(_ report: Report, _ detail: ReportDetail) {
    self.report = report
    self.detail = detail
  }
}

extension Report {
  /// Whether nothing that may still be recorded can change a figure of any part.
  package var isSettled: Bool { isClosed && parts.allSatisfy(\.report.isClosed) }

  /// The revisions by which the period is judged after the first one, ascending.
  package var laterRevisions: [Agreement] { parts.map(\.report.agreement) }

  /// That the period is divided: a label and a sentence for each part after the first.
  var partRows: [(label: String, value: String)] {
    laterRevisions.map { agreement in
      switch language {
      case .english:
        (
          "divided",
          "from \(agreement.effective) on by revision \(agreement.revision): its part is below"
        )
      case .french:
        (
          "divisée",
          "à partir du \(agreement.effective) selon la révision \(agreement.revision)\u{A0}: "
            + "sa part est plus bas"
        )
      }
    }
  }

  /// The title of what stands below the first part, such as `2026-03, revision 2`.
  var partTitle: String {
    "\(name.printable(upTo: 64)), \(Wording.of(language).revision.number) \(agreement.revision)"
  }

  /// Each part after the first as a report of its own; nothing of a period that isn't divided.
  var partMembers: [JSONMember] {
    parts.isEmpty ? [] : [JSONMember("parts", .array(parts.map { .object($0.report.members) }))]
  }
}
