import Chronology
import DequeModule
import Sampling
import StoreFormat

/// What waits to be written, bounded: samples and gaps on one side, everything else on the other.
///
/// Samples never take the room of an event, a start or a definition: when there are too many of them
/// the oldest are given up. Of the rest the newest is refused; definitions, of which a store has a
/// limit of its own, never are. Each loss is put before what is written next.
struct PendingRecords: Sendable {
  /// A record and its place among all that came.
  private struct Place: Sendable {
    let number: UInt64
    let record: Record
  }

  private var measured: Deque<Place> = []
  private var rest: [Place] = []
  private var next: UInt64 = 0
  private let limit: Int
  private let restLimit: Int
  private var gaveUp: (count: UInt64, interval: Interval)?
  /// What came before this place has been told.
  private var told: UInt64 = 0

  /// How many records were given up in all.
  private(set) var lost: UInt64 = 0

  /// Room for so many samples and gaps, and for so many other records besides.
  init(limit: Int, restLimit: Int) {
    self.limit = max(limit, 16)
    self.restLimit = max(restLimit, 16)
  }

  var count: Int { measured.count + rest.count }

  var isEmpty: Bool { count == 0 && gaveUp == nil }

  /// Adds records in order.
  ///
  /// - Parameter now: Where the loss of a record stands that speaks of no time.
  mutating func append(_ added: [Record], at now: Instant) {
    for record in added {
      if record.measuredInterval != nil {
        measured.append(Place(number: next, record: record))
        if measured.count > limit { giveUpOldest() }
      } else if rest.count < restLimit || record.isDefinition {
        rest.append(Place(number: next, record: record))
      } else {
        giveUp(Interval(now, now + .milliseconds(1)))
      }
      next += 1
    }
  }

  private mutating func giveUpOldest() {
    if let interval = measured.removeFirst().record.measuredInterval { giveUp(interval) }
  }

  private mutating func giveUp(_ interval: Interval) {
    lost += 1
    guard let before = gaveUp else {
      gaveUp = (1, interval)
      return
    }
    let start = min(before.interval.start, interval.start)
    let end = max(before.interval.end, interval.end)
    gaveUp = (before.count + 1, Interval(start, end))
  }

  /// Forgets what waits, which somebody has taken; what was lost stays counted.
  mutating func removeAll() {
    measured = []
    rest = []
    gaveUp = nil
  }

  /// Everything in the order in which it came, and what was given up.
  var content: (records: [Record], loss: Loss?) {
    let loss = gaveUp.map { Loss(cause: .lost, interval: $0.interval, count: $0.count) }
    return (PendingRecords.inOrder(measured[...], rest[...]), loss)
  }

  /// What has come since this was last asked and still waits, in order.
  mutating func takeUntold() -> [Record] {
    defer { told = next }
    let (measured, rest) = untold
    return PendingRecords.inOrder(measured, rest)
  }

  /// How many of ``content`` were told: the first ones.
  var toldCount: Int {
    let (measured, rest) = untold
    return count - measured.count - rest.count
  }

  private var untold: (measured: Deque<Place>.SubSequence, rest: ArraySlice<Place>) {
    (
      measured[PendingRecords.first(told, in: measured)...],
      rest[PendingRecords.first(told, in: rest)...]
    )
  }

  /// The index of the first place of this number or a later one.
  private static func first<Places: RandomAccessCollection>(
    _ number: UInt64,
    in places: Places
  ) -> Int where Places.Element == Place, Places.Index == Int {
    var bounds = places.startIndex..<places.endIndex
    while !bounds.isEmpty {
      let middle = bounds.lowerBound + bounds.count / 2
      bounds =
        places[middle].number < number
        ? (middle + 1)..<bounds.upperBound : bounds.lowerBound..<middle
    }
    return bounds.lowerBound
  }

  private static func inOrder(
    _ measured: some Collection<Place>,
    _ rest: some Collection<Place>
  ) -> [Record] {
    var records: [Record] = []
    records.reserveCapacity(measured.count + rest.count)
    var others = rest[...]
    for place in measured {
      while let other = others.first, other.number < place.number {
        records.append(other.record)
        others.removeFirst()
      }
      records.append(place.record)
    }
    records += others.map(\.record)
    return records
  }
}

extension Record {
  /// Without it samples mean nothing.
  fileprivate var isDefinition: Bool {
    if case .series = self { true } else { false }
  }

  /// The time that a sample or gap speaks of; nil for everything else.
  fileprivate var measuredInterval: Interval? {
    switch self {
    case .sample(let sample): Interval(min(sample.due, sample.start), sample.end)
    case .gap(let gap): gap.interval
    default: nil
    }
  }
}
