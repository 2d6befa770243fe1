import Chronology
import Judging
import Sampling
import Storage
import StoreFormat

/// Takes a record for what it was at an instant.
///
/// What had been measured by then was there: an attempt that was over. So was what had been committed:
/// samples from a file, and everything that is no sample.
struct PastRecord: Sendable {
  private let end: Instant
  /// Which samples from files were there.
  private var imports: [SeriesID: [Interval]] = [:]

  /// The record at the instant `end`.
  init(at end: Instant) {
    self.end = end
  }

  /// What of an item was there.
  mutating func take(_ item: StoreItem) -> StoreItem {
    switch item {
    case .group(var group):
      if group.time > end, !group.flags.contains(.repetition) {
        group.records = group.records.filter { record in
          switch record {
          case .sample(let sample): wasMeasured(sample)
          // What samples stand for may be committed together with them.
          case .series: true
          default: false
          }
        }
        group.time = end
      }
      for case .imported(let mark) in group.records {
        imports[mark.series, default: []].append(mark.interval)
      }
      return .group(group)
    case .samples(let samples):
      return .samples(take(samples))
    case .damage(var damage):
      damage.interval.end = min(damage.interval.end, end)
      return .damage(damage)
    }
  }

  /// The samples of one check that were there.
  func take(_ samples: [Sample]) -> [Sample] {
    samples.filter { sample in
      sample.flags.contains(.imported)
        ? imports[sample.series]?.contains { $0.contains(sample.start) } ?? false
        : wasMeasured(sample)
    }
  }

  /// Whether all that a row sums up was there, as far as the row tells.
  func holds(_ run: AvailableRun) -> Bool {
    !run.first.flags.contains(.imported) && run.last.end <= end
  }

  private func wasMeasured(_ sample: Sample) -> Bool {
    !sample.flags.contains(.imported) && sample.end <= end
  }
}
