import Agreement
import Archive
import Chronology
import Crypto
import Execution
import Judging
import Posix
import Recording
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
  /// What the writing took of the processor, in nanoseconds, by days since the origin.
  private(set) var written: [Int64] = []
  /// How long it took at the most until somebody else had a turn on the archive's queue: while an hour
  /// was sealed, and while a day was merged or summed up a step at a time.
  private(set) var waits = (sealing: Duration.zero, steps: Duration.zero)
  var sampleCount = 0

  let store: Store
  let archivist: Archivist
  let clock: Lock<Instant>
  private let interval: TimeAmount
  private let period: TimeAmount
  private let within: TimeAmount?
  private var random: UInt64 = 42

  /// Makes a store, or goes on with one on the day after its last.
  ///
  /// - Parameters:
  ///   - interval: From one sample of a check to the next.
  ///   - period: From one commit, and one file of the log, to the next: an hour or more.
  ///   - within: The time within which 99 % of the answers are promised; nil promises none.
  init(
    at path: String,
    checks: Int,
    interval: TimeAmount,
    period: TimeAmount,
    within: TimeAmount? = nil
  ) throws {
    self.path = path
    self.within = within
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
    let last = store.recovery.lastTime ?? BenchStore.origin
    clock.withLock { $0 = max($0, last) }
    written = Array(
      repeating: 0,
      count: Int(
        (last - BenchStore.origin + .days(1) - TimeAmount(nanoseconds: 1)).nanoseconds
          / TimeAmount.days(1).nanoseconds
      )
    )
    sampleCount =
      written.count * checks * Int(TimeAmount.days(1).nanoseconds / interval.nanoseconds)
    archivist = try Archivist(
      of: store.recovery.store,
      on: store.disk,
      signer: try CheckpointSigner(
        try SigningKey(seed: [UInt8](1...32)),
        origin: CheckpointSigner.origin(of: store.recovery.store)
      ),
      thresholds: BenchStore.thresholds(checks, within),
      now: { clock.withLock { $0 } },
      observer: Archivist.Observer(
        record: { records in
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { outcome in
          switch outcome {
          case .success(let sealed):
            // As the daemon says it, and notes that it was delivered.
            store.append([.event(sealed.said), .sent(sealed.said.key)])
          case .failure(let error): print("not archived: \(error)")
          }
        }
      )
    )
    let definitions = BenchStore.definitions(checks, interval)
    series = try on(store) { (store) throws(StoreError) in try store.define(definitions) }
  }

  /// How many days there are.
  var days: Int { written.count }

  private static func definitions(_ checks: Int, _ interval: TimeAmount) -> [CheckDefinition] {
    (0..<checks).compactMap { number in
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
  }

  /// What rollups count, as the daemon has it from its agreements.
  private static func thresholds(
    _ checks: Int,
    _ within: TimeAmount?
  ) -> [CheckID: [LatencyThreshold]] {
    guard let within else { return [:] }
    let microseconds = UInt64(within.wholeMicroseconds)
    let threshold = LatencyThreshold(phase: nil, microseconds: microseconds, failures: .bad)
    let ids = (0..<checks).compactMap { CheckID("check-\($0)") }
    return Dictionary(uniqueKeysWithValues: ids.map { ($0, [threshold]) })
  }

  /// An agreement with a calendar month's availability of each of some checks; nil for all.
  ///
  /// If times are promised, the 99th percentile of each is too.
  func agreement(on numbers: Range<Int>? = nil) throws -> Agreement {
    let own = numbers ?? 0..<checkCount
    guard let target = Ratio(percentage: "99.5%"), let euro = Currency("EUR") else {
      throw Errno.invalid
    }
    return Agreement(
      id: "bench",
      title: "What is measured",
      revision: 1,
      effective: try civilDate(),
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "provider"), customer: Party(name: "customer")),
      services: try own.map { number in
        Service(id: "service-\(number)", description: "It answers", check: try check(number))
      },
      objectives: own.flatMap { number in
        indicators(target).enumerated().map { place, indicator in
          Objective(
            id: "promise-\(number)-\(place)",
            service: "service-\(number)",
            indicator: indicator,
            window: .month
          )
        }
      },
      sha256: String(repeating: "0", count: 64)
    )
  }

  private func indicators(_ target: Ratio) -> [Indicator] {
    let available = Indicator.availability(AvailabilityTerms(target))
    guard let within, let share = Ratio(99, 100) else { return [available] }
    let limit = LatencyLimit(phase: nil, within: within, share: share, isPercentile: true)
    return [available, .latencyShare(limit)]
  }

  private func civilDate() throws -> CivilDate {
    guard let date = CivilDate("2020-01-01") else { throw Errno.invalid }
    return date
  }

  private func check(_ number: Int) throws -> CheckID {
    guard let id = CheckID("check-\(number)") else { throw Errno.invalid }
    return id
  }

  /// Writes some days more; one check in fifty has an outage on each.
  func write(days: Int) {
    for _ in 0..<days {
      let before = SystemClocks.processor()
      writeDay()
      written.append(SystemClocks.processor() - before)
    }
  }

  private func writeDay() {
    let day = written.count
    let midnight = BenchStore.origin + .days(Int64(day))
    random = UInt64(day) &* 7_046_029_254_386_353_131 &+ 42
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
      store.append([.clock(mark(end))])
      _ = on(store) { $0.flush() }
      clock.withLock { $0 = end }
      archive()
      start = end
    }
  }

  /// As the daemon does it when the log has begun another file.
  func archive() {
    archivist.look()
    waits.sealing = max(
      waits.sealing,
      ContinuousClock().measure { on(archivist) { _ in } }
    )
    var isBusy = true
    while isBusy {
      let time = ContinuousClock().measure { isBusy = on(archivist) { $0.isUnderway } }
      waits.steps = max(waits.steps, time)
    }
  }

  func mark(_ time: Instant) -> ClockMark {
    ClockMark(
      time: time,
      bootTime: (time - BenchStore.origin).nanoseconds,
      step: .zero,
      isSynchronized: true,
      kernel: KernelClockState(
        status: 1,
        maximumError: .milliseconds(12),
        estimatedError: .milliseconds(1),
        taiOffset: 37
      )
    )
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

  /// Ends the writing as the daemon does it: everything is sealed.
  func stop() {
    close()
    _ = on(archivist) { $0.finish() }
  }
}
