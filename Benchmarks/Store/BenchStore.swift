import Archive
import Chronology
import Execution
import Posix
import Sampling
import Storage
import StoreFormat

/// A store that is written for measuring, by the code that the daemon writes by.
///
/// Log, segments, ledger, merging of days and rollups; the clock goes from commit to commit.
final class BenchStore {
  /// 2026-03-01T00:00:00Z.
  static let origin = Instant(seconds: 1_772_323_200)

  let path: String
  let checkCount: Int
  let series: [SeriesID]
  /// How long the writing took, by days since the origin.
  private(set) var written: [Duration] = []
  private(set) var sampleCount = 0

  private let store: Store
  private let archivist: Archivist
  private let clock: Lock<Instant>
  private let interval: TimeAmount
  private let period: TimeAmount
  private var random: UInt64 = 42

  /// - Parameters:
  ///   - interval: From one sample of a check to the next.
  ///   - period: From one commit, and one file of the log, to the next: an hour or more.
  init(at path: String, checks: Int, interval: TimeAmount, period: TimeAmount) throws {
    self.path = path
    checkCount = checks
    self.interval = interval
    self.period = period
    let clock = Lock(BenchStore.origin)
    self.clock = clock
    var settings = StoreSettings()
    settings.fileLimit = 16 << 20
    settings.reserveCount = 0
    let store = try Store(
      on: try PosixDisk.writing(path),
      settings,
      clock: StoreClock(now: { clock.withLock { $0 } }, bootTime: { 0 }),
      observer: Store.Observer(committed: { _ in })
    )
    self.store = store
    archivist = try Archivist(
      of: store.recovery.store,
      on: store.disk,
      signer: nil,
      now: { clock.withLock { $0 } },
      observer: Archivist.Observer(
        record: { records in
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { if case .failure(let error) = $0 { print("not archived: \(error)") } }
      )
    )
    let definitions = (0..<checks).compactMap { number -> CheckDefinition? in
      guard let id = CheckID("check-\(number)") else { return nil }
      return CheckDefinition(
        id: id,
        method: "http",
        target: "http://192.0.2.1/\(number)",
        interval: interval,
        timeout: .seconds(10),
        confirmation: Confirmation(),
        rules: ""
      )
    }
    series = try on(store) { (store) throws(StoreError) in try store.define(definitions) }
  }

  /// Writes some days more; one check in fifty has an outage on each.
  func write(days: Int) {
    for _ in 0..<days {
      written.append(ContinuousClock().measure { writeDay() })
    }
  }

  private func writeDay() {
    let day = written.count
    let midnight = BenchStore.origin + .days(Int64(day))
    var start = midnight
    while start < midnight + .days(1) {
      let end = start + period
      var waiting = 0
      for (number, series) in series.enumerated() {
        // Spread over the interval, each at the same place in every one.
        let offset = TimeAmount(
          nanoseconds: interval.nanoseconds / Int64(checkCount) * Int64(number) + 1_000_000
        )
        var records: [Record] = []
        var slot = start + offset
        while slot < end {
          records.append(.sample(sample(series, slot, isOut: (number + day) % 50 == 7)))
          slot = slot + interval
        }
        sampleCount += records.count
        store.append(records)
        waiting += records.count
        if waiting > 8_192 {
          waiting = 0
          _ = on(store) { $0.flush() }
        }
      }
      _ = on(store) { $0.flush() }
      clock.withLock { $0 = end }
      on(archivist) { $0.sealEnded() }
      start = end
    }
  }

  private func sample(_ series: SeriesID, _ slot: Instant, isOut: Bool) -> Sample {
    random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let noise = UInt32(truncatingIfNeeded: random >> 33)
    let isDown = isOut && slot.seconds % 86_400 / 3_600 == 12
    return Sample(
      series: series,
      due: slot,
      start: slot + .microseconds(Int64(noise % 4_000)),
      outcome: isDown ? .down : .up,
      cause: isDown ? .connectRefused : nil,
      phases: Phases(
        connect: 18_000 + noise % 3_000,
        wait: isDown ? 0 : 80_000 + noise / 7 % 40_000
      ),
      status: isDown ? 0 : 200,
      bytes: isDown ? 0 : 5_120
    )
  }

  /// Ends the writing; the newest file of the log stays as it is.
  func close() { on(store) { $0.close() } }
}
