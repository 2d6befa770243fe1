import Chronology
import Events
import Sampling
import StoreFormat

/// What a person at a terminal has not been shown yet: every event, and of each check the last sample.
///
/// Limits: ``eventLimit`` events, one sample for each series, one name for each definition. What is
/// beyond the first is counted; samples replace each other.
struct Showing: Sendable {
  /// How many events wait for the terminal at most.
  static let eventLimit = 10_000

  /// What was said, in order: the oldest that waited.
  private(set) var events: [Event] = []
  /// How many events came after those and found no room.
  private(set) var omitted = 0
  /// The last sample of each series that was measured here.
  private(set) var latest: [SeriesID: Sample] = [:]
  /// The checks whose series are new.
  private(set) var names: [SeriesID: CheckID] = [:]
  /// When the last of it became durable; nil for nothing yet.
  private(set) var time: Instant?

  /// Adds what has become durable, and what was said about it.
  mutating func add(_ judged: JudgedGroup) {
    for record in judged.group.records {
      switch record {
      case .sample(let sample) where !sample.flags.contains(.imported):
        latest[sample.series] = sample
      case .series(let series, let definition): names[series] = definition.id
      default: break
      }
    }
    let room = Showing.eventLimit - events.count
    events += judged.events.prefix(room)
    omitted += max(0, judged.events.count - room)
    time = judged.group.time
  }
}
