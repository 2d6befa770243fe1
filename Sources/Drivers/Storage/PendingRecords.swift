import Chronology
import Sampling
import StoreFormat

/// What waits to be written, bounded.
struct PendingRecords: Sendable {
  private var records: [Record] = []
  private let limit: Int
  private var gaveUp: (count: UInt64, interval: Interval)?

  /// How many samples were given up in all.
  private(set) var lost: UInt64 = 0

  init(limit: Int) {
    self.limit = max(limit, 16)
  }

  var count: Int { records.count }

  var isEmpty: Bool { records.isEmpty && gaveUp == nil }

  /// Adds records; beyond the limit the oldest samples and gaps are given up, an eighth of the
  /// limit at once, so that the cost per record stays constant.
  mutating func append(_ added: [Record]) {
    records.append(contentsOf: added)
    if records.count <= limit { return }
    var excess = records.count - limit + limit / 8
    var kept: [Record] = []
    kept.reserveCapacity(limit)
    for record in records {
      if excess > 0, let interval = record.measuredInterval {
        giveUp(1, interval)
        excess -= 1
      } else if excess > 0, kept.count >= limit, !record.isDefinition {
        // Not one sample among all that wait: the newest is refused.
        giveUp(1, nil)
      } else {
        kept.append(record)
      }
    }
    records = kept
  }

  /// Counts what was lost before it came here.
  mutating func giveUp(_ count: Int, _ interval: Interval?) {
    lost += UInt64(count)
    guard let interval else {
      gaveUp?.count += UInt64(count)
      return
    }
    if let before = gaveUp {
      let start = min(before.interval.start, interval.start)
      let end = max(before.interval.end, interval.end)
      gaveUp = (before.count + UInt64(count), Interval(start, end))
    } else {
      gaveUp = (UInt64(count), interval)
    }
  }

  /// Takes everything, the loss first.
  mutating func take() -> [Record] {
    defer {
      records = []
      gaveUp = nil
    }
    guard let gaveUp else { return records }
    return [.loss(Loss(cause: .lost, interval: gaveUp.interval, count: gaveUp.count))] + records
  }
}

extension Record {
  /// Without it samples mean nothing; a configuration bounds how many there are.
  fileprivate var isDefinition: Bool {
    if case .series = self { true } else { false }
  }

  /// The time that a sample or gap speaks of; nil for what is never given up.
  fileprivate var measuredInterval: Interval? {
    switch self {
    case .sample(let sample): Interval(min(sample.due, sample.start), sample.end)
    case .gap(let gap): gap.interval
    default: nil
    }
  }
}
