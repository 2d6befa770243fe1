import Accounting
import Agreement
import Chronology

/// Objectives on slots of equal length.
extension Evaluation {
  /// The share of slots that are good.
  func slots(_ terms: SlotTerms, _ tally: SlotTally?) -> Standing {
    guard let tally else { return nothing(terms.target) }
    let figures = SlotFigures(
      tally.filled,
      of: tally.slots,
      forgotten: tally.forgotten,
      by: terms
    )
    return standing(
      terms,
      (figures.low, figures.estimate, figures.high),
      coverage: figures.coverage,
      Budget(target: terms.target, of: tally.whole),
      Spending(
        low: figures.bad,
        estimate: figures.bad,
        high: figures.bad,
        unknown: figures.unknown
      )
    )
  }

  /// The mean share of good samples of a slot.
  func slotMean(_ terms: SlotTerms, _ tally: SlotTally?) -> Standing {
    guard let tally else { return nothing(terms.target) }
    let mean = SlotMean(tally.filled, of: tally.slots, forgotten: tally.forgotten, by: terms)
    // Of a mean the budget is in slots, and what is spent is rounded down.
    let slots = tally.slots
    func spent(_ share: Share) -> Int64 {
      share.whole > 0
        ? Int64(Int128(slots) * Int128(share.whole - share.part) / Int128(share.whole)) : 0
    }
    let low = spent(mean.high)
    let high = spent(mean.low)
    return standing(
      terms,
      (mean.low, mean.estimate, mean.high),
      coverage: mean.coverage,
      Budget(target: terms.target, of: tally.whole),
      Spending(low: low, estimate: low, high: low, unknown: max(0, high - low))
    )
  }

  private func standing(
    _ terms: SlotTerms,
    _ shares: (low: Share, estimate: Share, high: Share),
    coverage: Share,
    _ budget: Budget,
    _ spent: Spending
  ) -> Standing {
    standing(
      low: .share(shares.low),
      estimate: .share(shares.estimate),
      high: .share(shares.high),
      verdict: SettledVerdict(
        low: shares.low,
        estimate: shares.estimate,
        high: shares.high,
        coverage: coverage,
        target: terms.target,
        by: service.agreed.agreement.clauses.measurement
      ),
      budget: budget,
      spent: spent,
      state: state(of: budget, spent, exhaustion: nil),
      exhaustion: nil,
      latencies: nil
    )
  }

  /// A window that isn't judged at all.
  private func nothing(_ target: Ratio) -> Standing {
    let none = Share(0, of: 0)
    return standing(
      SlotTerms(target, length: .minutes(1)),
      (none, none, none),
      coverage: none,
      Budget(target: target, of: 0),
      Spending(low: 0, estimate: 0, high: 0, unknown: 0)
    )
  }
}
