package import Chronology
import Posix
package import Sampling
package import Storage
package import StoreFormat
package import Upkeep

/// 2026-03-14T00:00:00Z.
package let midnight = Instant(seconds: 1_773_446_400)

/// A clock that a test sets.
package final class TestClock: Sendable {
  package init() {}

  private let time = Lock(midnight)

  package var now: Instant { time.withLock { $0 } }

  package func advance(_ amount: TimeAmount) { time.withLock { $0 = $0 + amount } }

  package var storeClock: StoreClock {
    StoreClock(now: { self.now }, bootTime: { 7_000_000_000 })
  }
}

/// Keeps what a store says is durable.
package final class Witness: Sendable {
  private let recordsDisk: Bool

  /// A witness.
  ///
  /// - Parameter recordsDisk: Whether each change of the disk's state is put on record.
  package init(recordsDisk: Bool = false) { self.recordsDisk = recordsDisk }

  private let seen = Lock<[Record]>([])
  private let commits = Lock<[UInt64]>([])
  private let states = Lock<[StoreStatus.Condition]>([])
  private let seenDisks = Lock<[DiskState]>([])
  private let told = Lock<[Record]>([])
  private let ends = Lock(0)

  package var records: [Record] { seen.withLock { $0 } }
  package var samples: [Sample] { records.compactMap(\.sample) }
  package var numbers: [UInt64] { commits.withLock { $0 } }
  package var conditions: [StoreStatus.Condition] { states.withLock { $0 } }
  /// The states of the disk that were told, each when it had changed.
  package var disks: [DiskState] { seenDisks.withLock { $0 } }
  /// What was told as waiting.
  package var waiting: [Record] { told.withLock { $0 } }
  /// How often all that had waited was durable.
  package var settlings: Int { ends.withLock { $0 } }

  package var observer: Store.Observer {
    Store.Observer(
      committed: { group in
        self.seen.withLock { $0 += group.records }
        self.commits.withLock { $0.append(group.sequence) }
      },
      waiting: { group in self.told.withLock { $0 += group.records } },
      settled: { self.ends.withLock { $0 += 1 } },
      changed: { before, now in
        if before.condition != now.condition {
          self.states.withLock { $0.append(now.condition) }
        }
        if before.disk != now.disk { self.seenDisks.withLock { $0.append(now.disk) } }
        return self.recordsDisk && before.disk != now.disk ? [.sent("disk/\(now.disk)")] : []
      },
      besideLoss: { loss in [.sent("loss/\(loss.cause)/\(loss.count)")] }
    )
  }
}

extension Record {
  package var sample: Sample? {
    if case .sample(let sample) = self { sample } else { nil }
  }

  package var loss: Loss? {
    if case .loss(let loss) = self { loss } else { nil }
  }
}

/// The n-th sample of a test.
package func sample(_ number: Int) -> Sample {
  Sample(
    series: SeriesID(number: UInt32(number % 3)),
    due: midnight + .milliseconds(Int64(number) * 100),
    start: midnight + .milliseconds(Int64(number) * 100) + .microseconds(37),
    outcome: number % 7 == 0 ? .down : .up,
    cause: number % 7 == 0 ? .connectTimeout : nil,
    phases: Phases(resolve: 3, connect: UInt32(100 + number), wait: 2_000),
    status: 200,
    address: NetworkAddress(bytes: [192, 0, 2, UInt8(number % 5)]),
    bytes: UInt32(number)
  )
}

package func samples(_ range: Range<Int>) -> [Record] { range.map { .sample(sample($0)) } }

package let definition = CheckDefinition(
  id: checkID("front"),
  method: "http",
  target: "http://127.0.0.1/",
  interval: .seconds(10),
  timeout: .seconds(2),
  confirmation: Confirmation(),
  rules: "status 200\n"
)

/// Everything that a reader finds.
package func readAll(_ disk: any Disk) throws -> (records: [Record], damages: [Damage]) {
  var reader = try StoreReader(disk)
  return try gather { try reader.next() }
}

/// Everything that a reader finds, repetitions apart.
///
/// - Parameter next: What it finds next; nil at the end.
package func gather(
  _ next: () throws -> StoreItem?
) rethrows -> (records: [Record], damages: [Damage]) {
  var records: [Record] = []
  var damages: [Damage] = []
  while let item = try next() {
    switch item {
    case .group(let group):
      if !group.flags.contains(.repetition) { records += group.records }
    case .samples(let samples): records += samples.map { .sample($0) }
    case .damage(let damage): damages.append(damage)
    }
  }
  return (records, damages)
}

package func checkID(_ text: String) -> CheckID {
  guard let id = CheckID(text) else { preconditionFailure("\(text) is no check's name") }
  return id
}
