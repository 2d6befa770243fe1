package import Agreement
package import Chronology

extension Fee {
  /// What is paid for so many months, in the smallest units, unrounded: a twelfth of a year's fee for
  /// each month, whichever it is.
  package func units(months: Int64) -> Fraction {
    Fraction(max(0, amount.units)) * Fraction(months, period.months)
  }

  /// What is paid for `window` in proportion to its time: of each period of the fee that it touches,
  /// as much as lies in it.
  ///
  /// - Parameter periods: The months, quarters or years for each of which the fee is paid, disjoint;
  ///   what of the window lies in none costs nothing.
  package func units(for window: Interval, in periods: [Interval]) -> Fraction {
    periods.reduce(Fraction.zero) { sum, period in
      let part = period.intersection(window).length.wholeMilliseconds
      guard part > 0 else { return sum }
      return sum + Fraction(max(0, amount.units)) * Fraction(part, period.length.wholeMilliseconds)
    }
  }
}

extension CivilWindow.Unit {
  /// How many months it has; nil for a day or a week, whose fee goes by its time.
  package var months: Int64? {
    switch self {
    case .month, .billingMonth: 1
    case .quarter: 3
    case .year: 12
    case .week, .day: nil
    }
  }
}
