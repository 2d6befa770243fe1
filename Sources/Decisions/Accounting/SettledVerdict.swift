package import Agreement

/// A verdict, and what the agreement makes of it where neither is certain.
package struct SettledVerdict: Hashable, Sendable {
  /// What the bounds prove.
  package let verdict: Verdict
  /// What holds between the parties: the verdict or, where it is undetermined, what the tie rule says;
  /// still undetermined if that leaves it to the parties.
  package let settled: Verdict
  /// The share of what is judged of which something is known.
  package let coverage: Share
  /// Whether enough of it is known for the estimate to be claimed as the figure.
  package let isClaimable: Bool

  /// What becomes of `verdict`, where the estimate alone would give `byEstimate`.
  ///
  /// A breach can be proved however little is known, and so can, by the bounds, that none is. Only
  /// the estimate needs the coverage that the agreement asks for: below it a tie that the estimate
  /// would settle stays undetermined. Where there is nothing to know, nobody prevails.
  package init(
    _ verdict: Verdict,
    byEstimate: Verdict,
    coverage: Share,
    by clause: MeasurementClause
  ) {
    self.verdict = verdict
    self.coverage = coverage
    isClaimable =
      coverage.whole > 0 && clause.minimumCoverage.isReached(by: coverage.part, of: coverage.whole)
    guard verdict == .undetermined, coverage.whole > 0 else {
      settled = verdict
      return
    }
    switch clause.tie {
    case .provider: settled = .met
    case .customer: settled = .missed
    case .jointReview: settled = .undetermined
    case .estimate: settled = isClaimable ? byEstimate : .undetermined
    }
  }

  /// The verdict on a share that lies between `low` and `high`.
  package init(
    low: Share,
    estimate: Share,
    high: Share,
    coverage: Share,
    target: Ratio,
    by clause: MeasurementClause
  ) {
    self.init(
      Verdict(low: low, high: high, target: target),
      byEstimate: Verdict(low: estimate, high: estimate, target: target),
      coverage: coverage,
      by: clause
    )
  }
}

extension ServiceFigures {
  /// Whether `target` is reached, by the agreement's rules for unknown time, coverage and ties.
  package func verdict(_ target: Ratio, by clause: MeasurementClause) -> SettledVerdict {
    let shares = shares(unknown: clause.unknown)
    return SettledVerdict(
      low: shares.low,
      estimate: shares.estimate,
      high: shares.high,
      coverage: coverage,
      target: target,
      by: clause
    )
  }
}
