package import Accounting
package import Agreement
package import Chronology

/// What the credits of one window come to, and where their claim stands.
package struct ReportedCredit: Equatable, Sendable {
  /// The window's name, such as `2026-03`.
  package let name: String
  /// The window, as far as the agreement holds.
  package let window: Interval
  /// The window, or its part of a divided one, whether the agreement holds in all of it or not.
  package let part: Interval
  /// From the least to the most.
  package let bounds: CreditBounds
  /// Who prevails where the bounds differ.
  package let tie: TieRule
  /// Whether enough is known for every figure in it to be claimed, or something is due in any case.
  package let isCovered: Bool
  /// When it may be claimed, and for which incidents.
  package let claims: ComputedCredit.Claims
  /// Where the claim stands.
  package let claim: ClaimState

  /// The last instant at which it may be claimed; nil without a limit.
  package var deadline: Instant? { claims.deadline }

  /// The statement that holds between the parties: the same at all bounds, or the one that the rule for
  /// ties chooses; nil if the parties look at it together.
  ///
  /// What rests on the estimate can't be claimed where too little is known.
  package var settled: CreditStatement? {
    if bounds.isCertain { return bounds.least }
    return tie == .estimate && !isCovered ? nil : bounds.statement(by: tie)
  }
}

/// The credits of a period.
package struct CreditList: Equatable, Sendable {
  /// How many windows are reckoned, the latest of the period.
  package static let limit = 366

  /// One for each window of the period for which credits are agreed, by end.
  package let windows: [ReportedCredit]
  /// How many earlier windows of the period are left out because there are more.
  package let omitted: Int
  /// The objectives that earn credits and have no window of their own in the period.
  package let unreckoned: [String]

  /// The least, the estimate and the most that `objective` gives in `window`, before caps; nil if it
  /// has no credit there.
  package func lines(
    of objective: String,
    in window: Interval
  ) -> (least: CreditLine, estimate: CreditLine, most: CreditLine)? {
    guard let credit = windows.first(where: { $0.window == window && $0.names(objective) }),
      let least = credit.bounds.least.lines.first(where: { $0.objective == objective }),
      let estimate = credit.bounds.estimate.lines.first(where: { $0.objective == objective }),
      let most = credit.bounds.most.lines.first(where: { $0.objective == objective })
    else { return nil }
    return (least, estimate, most)
  }
}

extension ReportedCredit {
  fileprivate func names(_ objective: String) -> Bool {
    bounds.least.lines.contains { $0.objective == objective }
  }
}
