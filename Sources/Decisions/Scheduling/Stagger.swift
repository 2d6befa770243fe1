package import Chronology
package import Sampling

/// Where in its interval a check's slots lie: a pure function of its id.
///
/// Neither a restart nor another check moves it, and many checks spread evenly: the offset is a
/// 64-bit hash of the id, scaled to the interval.
package enum Stagger {
  /// The offset of a check's slots from whole multiples of `interval` since 1970, in
  /// `[0, interval)`.
  ///
  /// Source of the hash: FNV-1a (64 bits), then the finalizer of SplitMix64 (G. L. Steele et al.,
  /// 2014), because FNV alone leaves the high bits of short ids poorly mixed.
  package static func offset(of id: CheckID, interval: TimeAmount) -> TimeAmount {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in id.description.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    hash = (hash ^ hash >> 30) &* 0xbf58_476d_1ce4_e5b9
    hash = (hash ^ hash >> 27) &* 0x94d0_49bb_1331_11eb
    hash ^= hash >> 31
    let share = hash.multipliedFullWidth(by: UInt64(interval.nanoseconds)).high
    return TimeAmount(nanoseconds: Int64(share))
  }
}

/// The slots of one check, as a function of their number.
package struct SlotSeries: Hashable, Sendable {
  /// The time from one slot to the next.
  package let interval: TimeAmount
  /// Where in the interval the slots lie.
  package let offset: TimeAmount

  /// The slots of the check `id`.
  package init(id: CheckID, interval: TimeAmount) {
    precondition(interval > .zero, "slots need an interval")
    self.interval = interval
    offset = Stagger.offset(of: id, interval: interval)
  }

  /// The slot of this number.
  package func slot(_ number: Int64) -> Slot {
    Slot(
      number: number,
      due: Instant(nanoseconds: offset.nanoseconds + number * interval.nanoseconds)
    )
  }

  /// The number of the first slot due at `instant` or later.
  package func number(atOrAfter instant: Instant) -> Int64 {
    -floorDivide(offset.nanoseconds - instant.nanoseconds, interval.nanoseconds)
  }
}
