package import Chronology

/// Over which time an objective is reckoned.
package enum WindowRule: Hashable, Sendable {
  /// A calendar month in the agreement's zone.
  case month
  /// Three calendar months from the first of January, April, July or October.
  case quarter
  /// A calendar year.
  case year
  /// Monday to Sunday in the agreement's zone.
  case week
  /// A calendar day in the agreement's zone.
  case day
  /// A month that begins on this day, 1 to 31; in a month that has no such day, on its last.
  case billingMonth(Int)
  /// The last so much time, up to the instant until which everything is judged.
  case rolling(TimeAmount)

  /// The rule's name, as reports write it: `month`, `billing month (15)`, `rolling 5 min 00 s`.
  package var name: String {
    switch self {
    case .month: "month"
    case .quarter: "quarter"
    case .year: "year"
    case .week: "week"
    case .day: "day"
    case .billingMonth(let day): "billing month (\(day))"
    case .rolling(let length): "rolling \(length)"
    }
  }

  /// The calendar's unit; nil for a rolling window.
  package var unit: CivilWindow.Unit? {
    switch self {
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    case .week: .week
    case .day: .day
    case .billingMonth(let day): .billingMonth(day)
    case .rolling: nil
    }
  }
}
