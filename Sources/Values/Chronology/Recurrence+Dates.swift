extension Recurrence {
  /// The dates from `first` to `last` on which it recurs, ascending.
  ///
  /// Each is found when it is asked for. Without ``count`` the search begins at `first`, with it at
  /// ``from``, as every date counts; it looks at each date once at the most, and ends with `last`.
  ///
  /// What a rule leaves out comes from ``from``: the day of the week of a weekly rule without `BYDAY`, the
  /// day of the month of a monthly one without `BYDAY` and `BYMONTHDAY`, the month too of a yearly one
  /// without `BYMONTH`. ``from`` itself recurs only if the rule says so. An ordinal counts within the
  /// month, in a yearly rule without `BYMONTH` within the year, and means nothing in a daily or a weekly
  /// rule.
  ///
  /// - Parameters:
  ///   - first: A date of the years 1700 to 2200.
  ///   - last: Likewise; before `first` there are no dates.
  ///
  /// Source: RFC 5545, section 3.3.10.
  package func dates(from first: CivilDate, through last: CivilDate) -> RecurrenceDates {
    RecurrenceDates(self, from: first, through: last)
  }

  /// The rule with what it leaves out.
  fileprivate var complete: Recurrence {
    var months = months
    var monthDays = monthDays
    var weekdays = weekdays
    if monthDays.isEmpty, weekdays.isEmpty {
      switch frequency {
      case .daily: break
      case .weekly: weekdays = [Weekday(from.weekday)]
      case .monthly: monthDays = [from.day]
      case .yearly:
        if months.isEmpty { months = [from.month] }
        monthDays = [from.day]
      }
    }
    return Recurrence(
      frequency,
      interval: interval,
      months: months,
      monthDays: monthDays,
      weekdays: weekdays,
      until: until,
      count: count,
      from: from
    )
  }

  /// Whether `date`, in a period of the rule, is one of its dates.
  fileprivate func includes(_ date: CivilDate) -> Bool {
    guard months.isEmpty || months.contains(date.month) else { return false }
    let length = CivilDate.length(ofMonth: date.month, year: date.year)
    guard
      monthDays.isEmpty || monthDays.contains(date.day)
        || monthDays.contains(date.day - length - 1)
    else { return false }
    return weekdays.isEmpty
      || weekdays.contains { $0.day == date.weekday && isOrdinal($0.ordinal, of: date) }
  }

  /// Whether `date` is the `ordinal`-th of its day of the week.
  private func isOrdinal(_ ordinal: Int?, of date: CivilDate) -> Bool {
    guard let ordinal, frequency == .monthly || frequency == .yearly else { return true }
    let isOfYear = frequency == .yearly && months.isEmpty
    let start = date.first(ofMonth: isOfYear ? 1 : date.month)
    let end = start.adding(months: isOfYear ? 12 : 1)
    let before = date.daysSinceEpoch - start.daysSinceEpoch
    let after = end.daysSinceEpoch - date.daysSinceEpoch - 1
    return ordinal > 0 ? before / 7 + 1 == ordinal : after / 7 + 1 == -ordinal
  }
}

/// The dates of a recurrence in a range, ascending, each found when it is asked for.
package struct RecurrenceDates: Sequence, IteratorProtocol, Sendable {
  private let rule: Recurrence
  private let first: CivilDate
  private let last: CivilDate
  /// The first date of the period that holds the rule's first date.
  private let origin: CivilDate
  /// How many periods lie from one that counts to the next.
  private let stride: Int64
  /// Which period it is: a multiple of `stride` after that of `origin`.
  private var period: Int64
  /// The next date to look at, and the first after its period.
  private var date: CivilDate
  private var end: CivilDate
  /// How many more times it recurs; nil without an end.
  private var remaining: Int64?

  fileprivate init(_ recurrence: Recurrence, from first: CivilDate, through last: CivilDate) {
    precondition(recurrence.interval >= 1, "an interval of 1 or more")
    rule = recurrence.complete
    self.first = Swift.max(first, rule.from)
    self.last = rule.until.map { Swift.min($0, last) } ?? last
    remaining = rule.count
    // More days than dates may lie apart: what is further away is out of every range.
    stride = Swift.min(rule.interval, 200_000)
    origin =
      switch rule.frequency {
      case .daily: rule.from
      case .weekly: rule.from.adding(days: Int64(1 - rule.from.weekday))
      case .monthly: rule.from.first(ofMonth: rule.from.month)
      case .yearly: rule.from.first(ofMonth: 1)
      }
    period = 0
    date = origin
    end = origin
    if remaining == nil { period = periods(before: self.first) / stride * stride }
    enter()
  }

  /// The next date; nil if there is none up to the last of the range.
  package mutating func next() -> CivilDate? {
    while remaining != 0, date <= last {
      guard date < end else {
        period += stride
        enter()
        continue
      }
      let candidate = date
      date = date.adding(days: 1)
      guard candidate >= rule.from, rule.includes(candidate) else { continue }
      remaining = remaining.map { $0 - 1 }
      if candidate >= first { return candidate }
    }
    return nil
  }

  /// Goes to the start of the period.
  private mutating func enter() {
    date = start(ofPeriod: period)
    end = start(ofPeriod: period + 1)
  }

  private func start(ofPeriod period: Int64) -> CivilDate {
    switch rule.frequency {
    case .daily: origin.adding(days: period)
    case .weekly: origin.adding(days: period * 7)
    case .monthly: origin.adding(months: period)
    case .yearly: origin.adding(months: period * 12)
    }
  }

  /// How many periods have ended since `origin` when `date`, not before it, begins.
  private func periods(before date: CivilDate) -> Int64 {
    let days = date.daysSinceEpoch - origin.daysSinceEpoch
    let years = Int64(date.year - origin.year)
    switch rule.frequency {
    case .daily: return days
    case .weekly: return days / 7
    case .monthly: return years * 12 + Int64(date.month - origin.month)
    case .yearly: return years
    }
  }
}
