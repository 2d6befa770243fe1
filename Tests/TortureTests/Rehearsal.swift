import Archive
import Chronology
import Crypto
import Execution
import Posix
import Sampling
import StoreFormat
import StoreTestKit
import Upkeep

@testable import Storage

/// What happens to a store in a rehearsal, one thing after the other.
enum Act: Sendable {
  /// So many samples and an event are made durable.
  case commit(Int)
  /// The same, and the disk fails to synchronize at first.
  case commitAfterFailure(Int)
  /// Something else is put on record.
  case record(Record)
  /// Time passes.
  case pass(TimeAmount)
  /// A file is filled ahead.
  case fillReserve
  /// The archivist looks.
  case seal
  /// The store is closed, and all is sealed.
  case finish
  /// The process is killed, and another one opens the store.
  case kill
}

/// What was promised by the time that a disk had gone through so many steps.
struct Promise: Sendable {
  var steps: Int
  /// How many samples, and how many events, somebody was told are durable.
  var samples = 0
  var events = 0
  /// How many of the first samples may be gone, because it is on record that they expire.
  var expirable = 0
}

/// Runs a store and its archivist on a disk in memory, and notes what was promised when.
final class Rehearsal: Sendable {
  struct Tally: Sendable {
    var promises = [Promise(steps: 0)]
    /// After which commit time how many samples there were.
    var ages: [(time: Instant, samples: Int)] = []
    var failures: [ArchiveError] = []

    mutating func promise(_ steps: Int, _ change: (inout Promise) -> Void) {
      var next = promises[promises.count - 1]
      next.steps = steps
      change(&next)
      promises.append(next)
    }
  }

  let disk: any Disk
  let state: FaultyDisk
  let clock: TestClock
  let tally = Lock(Tally())
  private let retention: TimeAmount?
  private let parts = Lock<(store: Store, archivist: Archivist)?>(nil)
  private let next: Lock<(sample: Int, event: Int)>

  static let settings: StoreSettings = {
    var settings = StoreSettings()
    settings.fileLimit = 20 << 10
    settings.reserveCount = 1
    // Nothing happens by itself.
    settings.steadyInterval = .days(36_500)
    return settings
  }()

  /// What the samples are of: the n-th is of series n modulo 3.
  private static let definitions = (0..<3).map { number in
    CheckDefinition(
      id: checkID("front-\(number)"),
      method: "http",
      target: "http://127.0.0.1/",
      interval: .seconds(10),
      timeout: .seconds(2),
      confirmation: Confirmation(),
      rules: ""
    )
  }

  /// A rehearsal that goes on after so many samples and events.
  init(
    on state: FaultyDisk,
    through disk: (any Disk)? = nil,
    clock: TestClock = TestClock(),
    retention: TimeAmount? = nil,
    after: (sample: Int, event: Int) = (0, 0)
  ) {
    self.state = state
    self.disk = disk ?? state
    self.clock = clock
    self.retention = retention
    next = Lock(after)
    tally.withLock { $0.promises = [Promise(steps: 0, samples: after.sample, events: after.event)] }
  }

  var promises: [Promise] { tally.withLock { $0.promises } }
  /// How many samples and events were handed over so far.
  var submitted: (sample: Int, event: Int) { next.withLock { $0 } }
  private var steps: Int { state.state.withLock { $0.steps.count } }

  /// Promises something from here on.
  func promise(_ change: (inout Promise) -> Void) {
    let steps = steps
    tally.withLock { $0.promise(steps, change) }
  }

  func open() throws {
    let store = try Store(
      on: disk,
      Rehearsal.settings,
      clock: clock.storeClock,
      observer: Store.Observer(committed: { self.note($0) })
    )
    on(store) { _ = try? $0.define(Rehearsal.definitions) }
    parts.withLock { $0 = nil }
    let archivist = try archivist(of: store)
    parts.withLock { $0 = (store, archivist) }
  }

  private func archivist(of store: Store) throws -> Archivist {
    try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: try CheckpointSigner(
        try SigningKey(seed: [UInt8](1...32)),
        origin: CheckpointSigner.origin(of: store.recovery.store)
      ),
      retention: Retention(samples: retention),
      now: { self.clock.now },
      observer: Archivist.Observer(
        record: { records in
          self.noteExpiry(records)
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { outcome in
          if case .failure(let error) = outcome {
            self.tally.withLock { $0.failures.append(error) }
          }
        }
      )
    )
  }

  private func note(_ group: CommitGroup) {
    let steps = steps
    let samples = group.records.count { $0.sample != nil }
    let events = group.records.count { $0.said != nil }
    tally.withLock { tally in
      tally.promise(steps) {
        $0.samples += samples
        $0.events += events
      }
      tally.ages.append((group.time, tally.promises[tally.promises.count - 1].samples))
    }
  }

  private func noteExpiry(_ records: [Record]) {
    let ends = records.compactMap { record -> Instant? in
      if case .expired(let file) = record { file.interval.end } else { nil }
    }
    guard let end = ends.max() else { return }
    let steps = steps
    tally.withLock { tally in
      let count = tally.ages.last { $0.time <= end }?.samples ?? 0
      tally.promise(steps) { $0.expirable = max($0.expirable, count) }
    }
  }
}

extension Rehearsal {
  /// Does one thing.
  ///
  /// - Returns: Whether it succeeded as far as it can.
  @discardableResult
  func perform(_ act: Act) throws -> Bool {
    guard let (store, archivist) = parts.withLock({ $0 }) else { return false }
    switch act {
    case .commit(let count):
      append(count, to: store)
      return on(store) { $0.flush() }
    case .commitAfterFailure(let count):
      append(count, to: store)
      state.state.withLock { $0.synchronizeError = .inputOutput }
      on(store) { _ = $0.flush() }
      state.state.withLock { $0.synchronizeError = nil }
      return on(store) { $0.flush() }
    case .record(let record):
      store.append([record])
      return on(store) { $0.flush() }
    case .pass(let time): clock.advance(time)
    case .fillReserve: on(store) { $0.fillReserve() }
    case .seal: on(archivist) { $0.sealEnded() }
    case .finish:
      let isClosed = on(store) { $0.close() }
      return on(archivist) { $0.finish() } && isClosed
    case .kill:
      parts.withLock { $0 = nil }
      try open()
      try resume()
    }
    return true
  }

  /// Goes on after what another life has left: what waited in its memory is gone.
  func resume() throws {
    let found = try Findings(state)
    let last = promises[promises.count - 1]
    let end = found.samples.last.map { StateCheck.number($0) + 1 } ?? last.samples
    next.withLock { $0 = (end, found.events.count) }
    promise { promise in
      promise.samples = max(promise.samples, end)
      promise.events = max(promise.events, found.events.count)
    }
  }

  private func append(_ count: Int, to store: Store) {
    let (first, event) = next.withLock { next in
      defer { next = (next.sample + count, next.event + 1) }
      return next
    }
    store.append(samples(first..<first + count) + [.sent(Rehearsal.said(event))])
  }

  /// The n-th event of a rehearsal.
  static func said(_ number: Int) -> String { "event/\(number)" }

  /// Lets go of the store as a kill does.
  func drop() { parts.withLock { $0 = nil } }
}

extension Record {
  /// What a rehearsal's event says.
  var said: String? {
    if case .sent(let key) = self { key } else { nil }
  }
}
