import Archive
import Chronology
import Glibc
import Sampling
import Scheduling
import Storage
import StoreFormat
import Testing

/// Each slot between the first start and the last stop is a sample, or lies in a recorded gap.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct SlotAccountTests {
  /// What the record has of the slots.
  private struct Account {
    var definitions: [SeriesID: CheckDefinition] = [:]
    var dues: Set<Key> = []
    var gaps: [Gap] = []
    var start: Instant?
    var lives = 0
    var stop: Instant?

    struct Key: Hashable {
      let series: SeriesID
      let due: Instant
    }

    init(of store: String) throws {
      var reader = try RecordReader(try PosixDisk.reading(store))
      while let item = try reader.next() {
        switch item {
        case .group(let group): for record in group.records { take(record) }
        case .samples(let samples): for sample in samples { take(.sample(sample)) }
        case .damage(let damage): Issue.record("\(damage)")
        }
      }
    }

    private mutating func take(_ record: Record) {
      switch record {
      case .series(let series, let definition): definitions[series] = definition
      case .sample(let sample): dues.insert(Key(series: sample.series, due: sample.due))
      case .gap(let gap): gaps.append(gap)
      case .started(let start):
        lives += 1
        self.start = self.start ?? start.time
      case .stopped(let time): stop = time
      default: break
      }
    }

    /// The slots of a series that have neither a sample nor a gap.
    func missing(_ series: SeriesID, _ definition: CheckDefinition) throws -> [Instant] {
      let (start, stop) = (try #require(start), try #require(stop))
      let slots = SlotSeries(id: definition.id, interval: definition.interval)
      let end = slots.number(atOrAfter: stop + TimeAmount(nanoseconds: 1))
      return (slots.number(atOrAfter: start)..<end).map { slots.slot($0).due }.filter { due in
        !dues.contains(Key(series: series, due: due))
          && !gaps.contains { ($0.series ?? series) == series && $0.interval.contains(due) }
      }
    }
  }

  @Test func `stops with attempts in flight, and starts, leave no slot without a cause`() throws {
    let (slow, fast) = (SwitchedTarget(), SwitchedTarget())
    slow.become(.slow(milliseconds: 1_500))
    var configuration = ConfigurationText(slow)
    configuration.checks = [
      ("web", "http: \"\(slow.url)\", interval: 2s, timeout: 1900ms"),
      ("fast", "http: \"\(fast.url)\", interval: 1s, timeout: 900ms"),
    ]
    let stage = try Stage(configuration)
    for _ in 1...3 {
      let daemon = try stage.start()
      // An attempt that has just begun lasts longer than the other check's interval.
      try #require(slow.waitForConnections(1), "\(daemon.errors)")
      stage.stop(daemon)
    }
    let account = try Account(of: stage.store)
    #expect(account.lives == 3, "the record is read from its beginning")
    #expect(account.definitions.count == 2)
    for (series, definition) in account.definitions {
      let missing = try account.missing(series, definition)
      #expect(missing == [], "\(definition.id): \(account.gaps)")
    }
    let own = account.gaps.filter { $0.series != nil && $0.cause == .daemonStopped }
    #expect(!own.isEmpty, "a slot came due while the daemon ended")
  }
}
