package import Chronology
import StoreFormat

/// One stretch of time that a row judges, and how long it was down without a pause.
///
/// Stretches that touch become one, so that rows merged in any order have the same ones.
package struct JudgedStretch: Hashable, Sendable {
  /// The time; both ends are whole milliseconds.
  package private(set) var interval: Interval
  /// How long it was down from its start on, by the estimate.
  package private(set) var leading: TimeAmount
  /// How long it was down up to its end.
  package private(set) var trailing: TimeAmount
  /// How long it was down at most without a pause.
  package private(set) var longest: TimeAmount

  /// The stretch `interval`, not empty, in which the time of `down` was down.
  init(_ interval: Interval, down: IntervalSet) {
    precondition(!interval.isEmpty, "a stretch has some time")
    self.interval = interval
    let parts = down.intersection(interval).intervals
    leading = parts.first.map { $0.start == interval.start ? $0.length : .zero } ?? .zero
    trailing = parts.last.map { $0.end == interval.end ? $0.length : .zero } ?? .zero
    longest = parts.map(\.length).max() ?? .zero
  }

  /// Takes in the stretch that begins where this one ends.
  mutating func join(_ next: JudgedStretch) {
    let (mine, theirs) = (interval.length, next.interval.length)
    longest = max(longest, next.longest, trailing + next.leading)
    if leading == mine { leading += next.leading }
    trailing = next.trailing == theirs ? trailing + theirs : next.trailing
    interval.end = next.interval.end
  }

  /// The stretches of both lists, which are ascending and of which no two overlap.
  static func union(_ left: [JudgedStretch], _ right: [JudgedStretch]) -> [JudgedStretch] {
    var union: [JudgedStretch] = []
    for stretch in (left + right).sorted(by: { $0.interval.start < $1.interval.start }) {
      guard let last = union.last, last.interval.end >= stretch.interval.start else {
        union.append(stretch)
        continue
      }
      precondition(last.interval.end == stretch.interval.start, "rows judge different time")
      union[union.count - 1].join(stretch)
    }
    return union
  }

  /// Writes the stretch: its start and length, and how long it was down if it was.
  func encode(since origin: Instant, isDown: Bool, into sink: inout ByteSink) {
    sink.varint(UInt64((interval.start - origin).wholeMilliseconds))
    sink.varint(UInt64(interval.length.wholeMilliseconds))
    guard isDown else { return }
    for amount in [leading, trailing, longest] { sink.varint(UInt64(amount.wholeMilliseconds)) }
  }

  /// Reads a stretch of a row of `period`, which starts after `previous`.
  init(
    decoding cursor: inout ByteCursor,
    in period: Interval,
    after previous: Instant?,
    isDown: Bool
  ) throws(FormatError) {
    let start = period.start + .milliseconds(Int64(try cursor.varint(as: UInt32.self)))
    let length = TimeAmount.milliseconds(Int64(try cursor.varint(as: UInt32.self)))
    interval = Interval(start, start + length)
    guard length > .zero, interval.end <= period.end, previous.map({ $0 < start }) ?? true else {
      throw .malformed("stretch")
    }
    (leading, trailing, longest) = (.zero, .zero, .zero)
    guard isDown else { return }
    leading = .milliseconds(Int64(try cursor.varint(as: UInt32.self)))
    trailing = .milliseconds(Int64(try cursor.varint(as: UInt32.self)))
    longest = .milliseconds(Int64(try cursor.varint(as: UInt32.self)))
    guard max(leading, trailing) <= longest, longest <= length,
      (longest == length) == (leading == length), (longest == length) == (trailing == length)
    else { throw .malformed("down run") }
  }
}
