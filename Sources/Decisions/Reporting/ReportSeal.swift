import Accounting
package import Agreement
package import Chronology
import Judging

/// What makes a report a sealed one: which revision of it this is, as of when, on what it rests, and what
/// has changed since the revision before.
package struct ReportSeal: Hashable, Sendable {
  /// An objective of which the figure or the verdict is another than before.
  package struct Change: Hashable, Sendable {
    /// What it was; nil if the revision before had no such objective.
    package let before: SealedReport.Figure?
    /// What it is; nil if this revision has no such objective any more.
    package let after: SealedReport.Figure?

    /// The objective's id.
    var objective: String { (after ?? before)?.objective ?? "" }
  }

  /// Which revision of the report.
  package let number: Int
  /// Nothing that was recorded later is in it.
  package let asOf: Instant
  /// When it was sealed.
  package let sealed: Instant
  /// On which signed part of the ledger it rests; nil if nothing was signed.
  package let root: SealedReport.Root?
  /// The revision before; nil of a first one.
  package let previous: SealedReport?
  /// What was put on record since.
  package let because: [LateFact]
  /// The revisions that judge the later parts of a divided window.
  package let parts: [SealedReport.Part]
  /// What it says of each objective.
  package let figures: [SealedReport.Figure]

  /// The seal of `report`, which was made for `task` as of an instant.
  package init(
    of report: Report,
    for task: ReportTask,
    asOf: Instant,
    at sealed: Instant,
    on root: SealedReport.Root?
  ) {
    number = task.number
    self.asOf = asOf
    self.sealed = sealed
    self.root = root
    previous = task.previous
    because = task.because
    parts = report.laterRevisions.map {
      SealedReport.Part(revision: $0.revision, sha256: $0.sha256)
    }
    figures =
      report.results.map { SealedReport.Figure(of: $0, named: $0.objective.id) }
      + report.parts.map(\.report).flatMap { part in
        part.results.map {
          SealedReport.Figure(of: $0, named: "\($0.objective.id)@\(part.agreement.revision)")
        }
      }
  }

  /// The objectives that have changed, in the agreement's order; those that are gone behind them.
  package var changes: [Change] {
    guard let previous else { return [] }
    let before = Dictionary(
      previous.figures.map { ($0.objective, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let now = Set(figures.map(\.objective))
    return figures.compactMap { figure in
      before[figure.objective] == figure
        ? nil : Change(before: before[figure.objective], after: figure)
    }
      + previous.figures.filter { !now.contains($0.objective) }.map {
        Change(before: $0, after: nil)
      }
  }
}

extension ReportSeal {
  /// The ids of the objectives that have changed.
  package var changed: [String] { changes.map(\.objective) }

  /// The seal as one object of the report's JSON.
  var json: JSONValue {
    [
      "revision": .integer(number),
      "sealed": .string(sealed.description),
      "as_of": .string(asOf.description),
      "ledger": root.map { ["entries": .integer($0.size), "root": .string($0.hash)] } ?? .null,
      "replaces": previous.map { previous in
        [
          "revision": .integer(previous.number),
          "sealed": .string(previous.sealed.description),
          "sha256": .string(previous.hashes[.json] ?? ""),
        ]
      } ?? .null,
      "changes": .array(
        changes.map { change in
          [
            "objective": .string(change.objective),
            "before": change.before?.json ?? .null,
            "after": change.after?.json ?? .null,
          ]
        }
      ),
      "because": .array(because.map(\.json)),
    ]
  }
}

extension SealedReport.Figure {
  /// - Parameter name: The objective's id; in a part after the first, `@` and its revision behind it.
  fileprivate init(of result: ObjectiveResult, named name: String) {
    let standing = result.standing
    self.init(
      objective: name,
      verdict: result.verdict.rawValue,
      estimate: standing.isClaimable ? standing.estimate.text(decimals: 6) : "-"
    )
  }

  fileprivate var json: JSONValue {
    ["verdict": .string(verdict), "estimate": estimate == "-" ? .null : .string(estimate)]
  }
}

extension LateFact {
  fileprivate var json: JSONValue {
    [
      "id": .string(id),
      "kind": .string(word),
      "author": author.map { .string($0.word) } ?? .null,
      "recorded": .string(recorded.description),
      "reason": .string(reason),
    ]
  }
}
