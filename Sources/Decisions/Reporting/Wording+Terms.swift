import Agreement
import Chronology

extension Wording {
  /// A length of time as people say it, with the units and the decimal sign of the language.
  ///
  /// Cut off below its second unit: for what was measured, never for what was agreed.
  func span(_ amount: TimeAmount) -> String {
    decimal("\(amount)").replacing(" d ", with: " \(dayUnit) ")
  }

  /// A length of time that was agreed, whole: `72 h`, `30 d`, `90 s`, `1.500 s`, `1 h 01 min 01 s`.
  func term(_ amount: TimeAmount) -> String {
    let seconds = amount.wholeSeconds
    guard amount.nanoseconds % 1_000_000_000 == 0, amount > .zero else {
      return amount < .seconds(60) ? span(amount) : clock(amount.wholeMilliseconds)
    }
    if seconds % 86_400 == 0, seconds >= 7 * 86_400 { return "\(seconds / 86_400) \(dayUnit)" }
    if seconds % 3_600 == 0 { return "\(seconds / 3_600) h" }
    if seconds % 60 == 0, seconds < 7_200 { return "\(seconds / 60) min" }
    if seconds < 120 { return "\(seconds) s" }
    let parts: [(Int64, String)] = [
      (seconds / 86_400, dayUnit), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min"),
      (seconds % 60, "s"),
    ]
    return parts.drop { $0.0 == 0 }.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      .joined(separator: " ")
  }

  /// An amount of money with its currency, its whole part in groups of three: `1,200.00 EUR`.
  func money(_ money: Money) -> String { "\(amount(money)) \(money.currency.code)" }

  /// An amount without its currency.
  func amount(_ money: Money) -> String {
    let parts = money.amount.split(separator: ".", maxSplits: 1)
    let whole = parts.first.flatMap { Int64($0) }.map { count($0) } ?? money.amount
    return parts.count == 2 ? "\(whole)\(decimalSign)\(parts[1])" : whole
  }

  /// What a window of the calendar is, as a rule says it: `per month`, `per month from day 15`.
  func window(_ unit: CivilWindow.Unit) -> String {
    switch unit {
    case .month: window(WindowRule.month)
    case .quarter: window(WindowRule.quarter)
    case .year: window(WindowRule.year)
    case .week: window(WindowRule.week)
    case .day: window(WindowRule.day)
    case .billingMonth(let day): window(WindowRule.billingMonth(day))
    }
  }
}
