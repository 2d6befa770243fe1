/// When the clocks of one time zone show what: the offset from UTC at every instant.
///
/// Built from the bytes of a TZif file; reading the file is the caller's part. Seconds are POSIX
/// seconds, offsets are seconds east of UTC, always within ±26 h.
package struct ZoneRules: Hashable, Sendable {
  /// A stretch of time during which the offset stays the same.
  package struct Stretch: Hashable, Sendable {
    /// Seconds east of UTC.
    package let offset: Int
    /// The POSIX second at which the next stretch begins; nil if there is none.
    package let end: Int64?
  }

  /// The second at which each stretch of the table begins, strictly ascending.
  let starts: [Int64]
  /// The offset from each of `starts` on.
  let offsets: [Int]
  /// The offset before the first of `starts`.
  let firstOffset: Int
  /// The rule for the time after the table; nil if its last offset stays for ever.
  let footer: ZoneFooter?

  /// The rules of a zone that has always had the offset zero.
  package static let utc = ZoneRules(starts: [], offsets: [], firstOffset: 0, footer: nil)

  /// The stretch that holds `second`.
  package func stretch(at second: Int64) -> Stretch {
    let index = count(ofStartsUpTo: second)
    if index < starts.count {
      return Stretch(offset: index == 0 ? firstOffset : offsets[index - 1], end: starts[index])
    }
    if let footer { return footer.stretch(at: second) }
    return Stretch(offset: offsets.last ?? firstOffset, end: nil)
  }

  /// Seconds east of UTC at `instant`.
  package func offset(at instant: Instant) -> Int {
    stretch(at: instant.seconds).offset
  }

  /// How many of `starts` are at or before `second`, by bisection.
  private func count(ofStartsUpTo second: Int64) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
