package import Chronology

/// How long the disk of a store lasts, if it goes on growing as it does.
package struct GrowthOutlook: Hashable, Sendable {
  /// Files of one kind.
  package struct Tier: Hashable, Sendable {
    /// How many bytes more a day.
    package let bytesPerDay: Int64
    /// For how many days it still grows, until as many bytes expire as are added; nil is for ever.
    package let growingDays: Int64?

    /// A tier of these parts, none of them negative.
    package init(bytesPerDay: Int64, growingDays: Int64?) {
      precondition(bytesPerDay >= 0 && (growingDays ?? 0) >= 0, "a tier grows")
      self.bytesPerDay = bytesPerDay
      self.growingDays = growingDays
    }

    /// A tier whose files are kept for `kept` from now on, and are `age` old at most.
    package init(bytesPerDay: Int64, kept: TimeAmount?, age: TimeAmount) {
      let growing = kept.map { max(.zero, $0 - age).nanoseconds / TimeAmount.days(1).nanoseconds }
      self.init(bytesPerDay: bytesPerDay, growingDays: growing)
    }

    /// How many bytes more there are after some days.
    func growth(in days: Int64) -> Int128 {
      Int128(bytesPerDay) * Int128(min(days, growingDays ?? days))
    }
  }

  /// What fits into some free bytes.
  package enum Answer: Hashable, Sendable {
    /// So many whole days.
    case days(Int64)
    /// Everything, for ever: what is kept takes so many bytes more at last.
    case enough(Int64)
  }

  /// What grows.
  package let tiers: [Tier]

  /// An outlook on some tiers.
  package init(_ tiers: [Tier]) {
    self.tiers = tiers
  }

  /// A thousand years: nobody asks for more.
  private static let horizon: Int64 = 365_250

  /// How long `free` bytes last.
  package func answer(free: Int64) -> Answer {
    func growth(_ days: Int64) -> Int128 { tiers.reduce(0) { $0 + $1.growth(in: days) } }
    let isEndless = tiers.contains { $0.growingDays == nil && $0.bytesPerDay > 0 }
    let last = tiers.compactMap(\.growingDays).max() ?? 0
    if !isEndless, growth(last) <= Int128(free) { return .enough(Int64(clamping: growth(last))) }
    var (low, high): (Int64, Int64) = (0, GrowthOutlook.horizon)
    while low < high {
      let middle = (low + high + 1) / 2
      if growth(middle) <= Int128(free) { low = middle } else { high = middle - 1 }
    }
    return .days(low)
  }
}
