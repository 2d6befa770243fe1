package import Accounting
import Agreement
import Chronology
package import Judging
import Sampling

/// Where a report's figures come from: for each objective every stretch of its time, the samples between
/// which it lies, the clauses by which it counts, and the arithmetic.
package struct Explanation: Sendable {
  /// The report that is explained.
  package let report: Report
  /// What is explained, in the agreement's order.
  package let objectives: [ExplainedObjective]
  /// The name of the agreement's file; nil where it isn't known.
  package let file: String?
  /// How many stretches of an objective are shown; of those beyond it only the number is.
  package let limit: Int
  /// The same of the later parts of a divided period, by date.
  package var parts: [Explanation] = []

  /// How many stretches are shown unless somebody asks for another number: a month with an outage or a
  /// declaration every hour.
  package static let defaultLimit = 4_000

  /// An explanation of these parts.
  package init(
    of report: Report,
    _ objectives: [ExplainedObjective],
    file: String?,
    limit: Int = Explanation.defaultLimit
  ) {
    self.report = report
    self.objectives = objectives
    self.file = file
    self.limit = limit
  }
}

/// Where one objective's figures come from.
package struct ExplainedObjective: Sendable {
  /// How it stands.
  package let result: ObjectiveResult
  /// What its time counts as.
  package let account: TimeAccount
  /// The samples between which the first stretches lie, by their places in the account.
  package let evidence: [[StretchEvidence]]
  /// The entries that belong to its window, of an objective about what is observed outside.
  package let entries: [CountedEntry]
  /// Where clauses stand in the agreement's file, as far as that is known.
  package let places: @Sendable (ClausePath) -> ClausePlace?

  /// An objective with what is known of its time.
  package init(
    _ result: ObjectiveResult,
    _ account: TimeAccount,
    evidence: [[StretchEvidence]],
    entries: [CountedEntry] = [],
    places: @escaping @Sendable (ClausePath) -> ClausePlace? = { _ in nil }
  ) {
    self.result = result
    self.account = account
    self.evidence = evidence
    self.entries = entries
    self.places = places
  }

  /// The clauses by which a stretch counts as it does, each once.
  func clauses(of stretch: AccountedStretch, in agreement: Agreement) -> [ClausePath] {
    let id = result.objective.id
    var found: [ClausePath] = []
    switch stretch.basis {
    case .notPromised:
      let isAlways = agreement.service(result.objective.service)?.hours == .always
      found.append(
        isAlways
          ? ClausePath(["effective"]) : ClausePath(["services", result.objective.service, "hours"])
      )
    case .removed, .deemed:
      let holds = stretch.decisions.contains { account.decisions[$0].excludes(stretch.interval) }
      if !holds { found.append(ClausePath(["partial-window"])) }
    case .measured:
      if stretch.unknown > 0 { found.append(ClausePath(["measurement", "unknown"])) }
      for reason in stretch.uncounted {
        switch reason {
        case .short: found.append(floorPath)
        case .unconfirmed: found.append(ClausePath(["objectives", id, "unconfirmed"]))
        case .partialMinute: found.append(ClausePath(["objectives", id, "outage", "count"]))
        }
      }
    }
    found += causePaths(of: stretch)
    for index in stretch.decisions {
      let path = account.decisions[index].clause
      if !found.contains(path) { found.append(path) }
    }
    return found
  }

  /// Where the objective says how failures in a stretch count, as far as samples tell of them.
  private func causePaths(of stretch: AccountedStretch) -> [ClausePath] {
    let rules = result.objective.causes
    guard !rules.isEmpty, let index = account.stretches.firstIndex(of: stretch),
      index < evidence.count
    else { return [] }
    var counts: Set<CauseRule.Count> = []
    for found in evidence[index] {
      for sample in [found.before, found.last].compactMap(\.self) {
        if let count = rules.count(of: sample.cause, status: sample.status) { counts.insert(count) }
      }
      for kind in found.inside.keys {
        if let count = rules.count(of: kind.cause, status: 0) { counts.insert(count) }
      }
    }
    return CauseRule.Count.allCases.filter { counts.contains($0) }.map {
      ClausePath(["objectives", result.objective.id, "causes", $0.rawValue])
    }
  }

  private var floorPath: ClausePath {
    var isInclusive = true
    if case .availability(let terms) = result.objective.indicator {
      isInclusive = terms.floor?.isInclusive ?? true
    }
    let key = isInclusive ? "at-least" : "more-than"
    return ClausePath(["objectives", result.objective.id, "outage", key])
  }
}

/// The keys of an agreement's file that lead to a clause, from the top.
package struct ClausePath: Hashable, Sendable {
  /// The keys.
  package let keys: [String]

  /// The clause under `keys`.
  package init(_ keys: [String]) {
    self.keys = keys
  }

  /// The keys as people write them, without the objective that is spoken of: `outage.at-least`.
  var name: String {
    let rest = keys.first == "objectives" ? Array(keys.dropFirst(2)) : keys
    return rest.joined(separator: ".")
  }
}

/// Where a clause stands in the agreement's file.
package struct ClausePlace: Hashable, Sendable {
  /// Its line, from 1.
  package let line: Int
  /// What is written after its key; nil if that is a list or more keys.
  package let text: String?

  /// A place of these parts.
  package init(line: Int, text: String?) {
    self.line = line
    self.text = text
  }
}
