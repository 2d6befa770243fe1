package import Chronology

/// How the time in which a service is not available counts.
package struct AvailabilityTerms: Hashable, Sendable {
  /// The share of the time that is promised.
  package let target: Ratio
  /// Which outages count; nil for all.
  package let floor: OutageFloor?
  /// In which units an outage is counted.
  package let counting: OutageCounting
  /// How failures count that never reached a confirmation; in the high bound they always do.
  package let unconfirmed: UnconfirmedRule

  /// Terms of these parts.
  package init(
    _ target: Ratio,
    floor: OutageFloor? = nil,
    counting: OutageCounting = .exact,
    unconfirmed: UnconfirmedRule = .count
  ) {
    self.target = target
    self.floor = floor
    self.counting = counting
    self.unconfirmed = unconfirmed
  }

  /// Whether every millisecond counts, as it does unless the agreement says otherwise.
  package var countsEverything: Bool {
    floor == nil && counting == .exact && unconfirmed == .count
  }
}

/// From which length on an outage counts; then all of it does.
package struct OutageFloor: Hashable, Sendable {
  /// The length.
  package let length: TimeAmount
  /// Whether one of exactly this length counts (`at-least`) or not (`more-than`).
  package let isInclusive: Bool
  /// What is measured: `net` is what exclusions leave of an outage, `whole` is all of it.
  package let measure: OutageMeasure

  /// A floor of these parts.
  package init(_ length: TimeAmount, isInclusive: Bool = true, measure: OutageMeasure = .net) {
    self.length = length
    self.isInclusive = isInclusive
    self.measure = measure
  }

  /// Whether an outage of this length counts.
  package func admits(_ outage: TimeAmount) -> Bool {
    isInclusive ? outage >= length : outage > length
  }
}

/// What of an outage its floor measures.
package enum OutageMeasure: String, CaseIterable, Hashable, Sendable {
  /// What exclusions leave of it.
  case net
  /// All of it.
  case whole
}

/// In which units an outage is counted.
package enum OutageCounting: String, CaseIterable, Hashable, Sendable {
  /// To the millisecond.
  case exact
  /// Whole minutes of the clock that lie in it.
  case clockMinutes = "clock-minutes"
  /// Whole minutes from its beginning.
  case outageMinutes = "outage-minutes"
}

/// How failures count that never reached a confirmation.
package enum UnconfirmedRule: String, CaseIterable, Hashable, Sendable {
  /// As any other.
  case count
  /// Not in the low bound and not in the estimate; the high bound has them.
  case ignore
}

/// When a slot of a fixed length is good.
package struct SlotTerms: Hashable, Sendable {
  /// The share of slots, or the mean share of samples, that is promised.
  package let target: Ratio
  /// How long a slot is; slots begin with the window.
  package let length: TimeAmount
  /// More than this share of failures makes a slot bad; nil if only failures throughout do.
  ///
  /// Not used by a mean.
  package let errors: Ratio?
  /// A slot with fewer valid samples is good.
  package let least: Int64
  /// What a slot without a valid sample is.
  package let empty: EmptySlot

  /// Terms of these parts.
  package init(
    _ target: Ratio,
    length: TimeAmount,
    errors: Ratio? = nil,
    least: Int64 = 1,
    empty: EmptySlot = .unknown
  ) {
    self.target = target
    self.length = length
    self.errors = errors
    self.least = least
    self.empty = empty
  }

  /// Whether a slot of so many valid samples, `bad` of them failures, is bad; it has at least one.
  package func isBad(_ bad: Int64, of valid: Int64) -> Bool {
    guard valid >= least else { return false }
    guard let errors else { return bad == valid }
    return Int128(bad) * Int128(errors.denominator) > Int128(errors.numerator) * Int128(valid)
  }
}

/// What a slot without a valid sample is.
package enum EmptySlot: String, CaseIterable, Hashable, Sendable {
  /// Good: nobody asked, nobody was refused.
  case good
  /// Unknown.
  case unknown
  /// No slot at all.
  case excluded
}
