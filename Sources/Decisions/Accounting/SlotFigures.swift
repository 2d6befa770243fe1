package import Agreement

/// How the slots of a window divide by the agreement's rule.
package struct SlotFigures: Hashable, Sendable {
  /// Slots that are good.
  package let good: Int64
  /// Slots that are bad.
  package let bad: Int64
  /// Slots of which it isn't known.
  package let unknown: Int64

  /// The figures of the slots of a window by `terms`.
  package init(_ counts: SlotCounts, by terms: SlotTerms) {
    self.init(
      counts.filled(by: terms),
      of: counts.slots,
      forgotten: counts.forgotten,
      by: terms
    )
  }

  /// The figures of `slots` slots, of which `filled` have samples, by `terms`.
  ///
  /// - Parameter forgotten: Of how many their samples are no longer known: they are unknown, whatever
  ///   an empty slot is.
  /// - Precondition: No more slots are filled or forgotten than there are.
  package init(
    _ filled: [SlotCounts.Count],
    of slots: Int64,
    forgotten: Int64 = 0,
    by terms: SlotTerms
  ) {
    self.init(SlotSums(filled, by: terms), of: slots, forgotten: forgotten, by: terms)
  }

  /// The figures of `slots` slots, of which those that have samples come to `filled`, by `terms`.
  package init(_ filled: SlotSums, of slots: Int64, forgotten: Int64 = 0, by terms: SlotTerms) {
    let empty = slots - forgotten - filled.count
    precondition(empty >= 0, "a slot that has samples is a slot")
    bad = filled.bad
    good = filled.count - bad + (terms.empty == .good ? empty : 0)
    unknown = forgotten + (terms.empty == .unknown ? empty : 0)
  }

  /// All slots that count.
  package var total: Int64 { good + bad + unknown }

  /// The least share of good ones: the unknown would have been bad.
  package var low: Share { Share(good, of: total) }

  /// The share of the good among those that are known.
  package var estimate: Share { Share(good, of: good + bad) }

  /// The greatest share: the unknown would have been good.
  package var high: Share { Share(good + unknown, of: total) }

  /// The share of the slots of which it is known.
  package var coverage: Share { Share(good + bad, of: total) }
}

/// The mean over the slots of a window of the share of good samples.
///
/// A sum of fractions of many denominators has no small one. So it is kept in parts of
/// 5,342,931,457,063,200, the least number that 1 to 40 all divide, as a floor and a ceiling: they are
/// equal, and the mean exact, where no slot has more than 40 samples, and often else. Where they
/// differ it is by less than one such part for each different number of samples a slot, and a target
/// in between is not decided.
package struct SlotMean: Hashable, Sendable {
  /// One whole slot.
  static let parts: Int128 = 5_342_931_457_063_200

  private let floor: Int128
  private let ceiling: Int128
  private let known: Int64
  private let unknown: Int64

  /// The mean over the slots of a window by `terms`.
  package init(_ counts: SlotCounts, by terms: SlotTerms) {
    self.init(
      counts.filled(by: terms),
      of: counts.slots,
      forgotten: counts.forgotten,
      by: terms
    )
  }

  /// The mean over `slots` slots, of which `filled` have samples, by `terms`; an empty slot that is
  /// good has no failure.
  ///
  /// - Parameter forgotten: Of how many their samples are no longer known: they are unknown, whatever
  ///   an empty slot is.
  /// - Precondition: No more slots are filled or forgotten than there are, and each filled one has a
  ///   sample.
  package init(
    _ filled: [SlotCounts.Count],
    of slots: Int64,
    forgotten: Int64 = 0,
    by terms: SlotTerms
  ) {
    self.init(SlotSums(filled, by: terms), of: slots, forgotten: forgotten, by: terms)
  }

  /// The mean over `slots` slots, of which those that have samples come to `filled`, by `terms`.
  package init(_ filled: SlotSums, of slots: Int64, forgotten: Int64 = 0, by terms: SlotTerms) {
    let empty = slots - forgotten - filled.count
    precondition(empty >= 0, "a slot that has samples is a slot")
    var sums = (floor: Int128(0), ceiling: Int128(0))
    for (valid, good) in filled.good {
      let scaled = Int128(good) * SlotMean.parts
      sums.floor += scaled / Int128(valid)
      sums.ceiling += (scaled + Int128(valid) - 1) / Int128(valid)
    }
    let whole = terms.empty == .good ? Int128(empty) * SlotMean.parts : 0
    floor = sums.floor + whole
    ceiling = sums.ceiling + whole
    known = filled.count + (terms.empty == .good ? empty : 0)
    unknown = forgotten + (terms.empty == .unknown ? empty : 0)
  }

  /// The least mean: every unknown slot would have been bad.
  package var low: Share { share(floor, known + unknown) }

  /// The mean of the slots that are known.
  package var estimate: Share { share(floor, known) }

  /// The greatest mean: every unknown slot would have been good.
  package var high: Share {
    share(ceiling + Int128(unknown) * SlotMean.parts, known + unknown)
  }

  /// The share of the slots of which it is known.
  package var coverage: Share { Share(known, of: known + unknown) }

  /// Floored to one part in 10¹⁵: a target of up to seven decimals is a whole number of such parts, so
  /// that the floor reaches it exactly if the mean does.
  private func share(_ sum: Int128, _ slots: Int64) -> Share {
    guard slots > 0 else { return Share(0, of: 0) }
    // In two steps, as by hand: at once the product of many slots is more than 128 bits.
    let divisor = Int128(slots) * SlotMean.parts
    let (units, rest) = sum.quotientAndRemainder(dividingBy: divisor)
    let (high, left) = (rest * 100_000_000).quotientAndRemainder(dividingBy: divisor)
    let low = left * 10_000_000 / divisor
    return Share(
      Int64(units * 1_000_000_000_000_000 + high * 10_000_000 + low),
      of: 1_000_000_000_000_000
    )
  }
}
