package import Agreement
package import Chronology

/// Two windows over which the budget is watched: the long one says that it matters, the short one
/// that it still goes on.
///
/// Source: The Site Reliability Workbook, chapter 5; the shares and lengths are those of its table of
/// recommended alerts, and of its listing for the day.
package struct BurnPair: Hashable, Sendable {
  /// How urgent it is.
  package let urgency: BurnUrgency
  /// The long window.
  package let long: TimeAmount
  /// The short one: a twelfth of it.
  package let short: TimeAmount
  /// The share of the budget of the objective's whole window that is gone when the long window has
  /// burnt at the threshold throughout.
  package let budgetShare: Ratio

  /// A pair of these parts; nil for a share that is none.
  private init?(_ urgency: BurnUrgency, long: TimeAmount, percent: Int64) {
    guard let share = Ratio(percent, 100) else { return nil }
    self.urgency = urgency
    self.long = long
    short = TimeAmount(nanoseconds: long.nanoseconds / 12)
    budgetShare = share
  }

  /// The four pairs that are watched, the shortest first.
  package static let all: [BurnPair] = [
    BurnPair(.page, long: .hours(1), percent: 2),
    BurnPair(.page, long: .hours(6), percent: 5),
    BurnPair(.ticket, long: .hours(24), percent: 10),
    BurnPair(.ticket, long: .days(3), percent: 10),
  ].compactMap(\.self)
}

/// How urgent an alert is.
package enum BurnUrgency: String, CaseIterable, Hashable, Sendable {
  /// Somebody must look now.
  case page
  /// Somebody must look in working hours.
  case ticket
}
