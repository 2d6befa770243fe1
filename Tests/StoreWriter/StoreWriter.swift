import Archive
import Chronology
import Crypto
import Execution
import Glibc
import Posix
import Sampling
import Storage
import StoreFormat
import Upkeep

/// Writes a store until it is killed: `StoreWriter STORE SEED`; says whether a store holds
/// what was said: `StoreWriter check STORE SAMPLES EVENTS EXPIRING`.
///
/// Time passes by hours, so that files are rolled, sealed, merged and deleted all the time. It says
/// on standard output what is durable, after it is, and what is going to expire, before it does.
@main struct StoreWriter {
  static func main() throws {
    let arguments = CommandLine.arguments
    if arguments.count == 6, arguments[1] == "check" { try check(arguments) }
    guard arguments.count == 3, let seed = UInt64(arguments[2]) else {
      say("usage: StoreWriter STORE SEED")
      exit(64)
    }
    let found = try WrittenRecord(ofStore: arguments[1])
    let run = try Run(arguments[1], found)
    var random = seed
    while true {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      run.step(Int(random >> 40))
    }
  }

  private static func check(_ arguments: [String]) throws -> Never {
    let numbers = arguments.suffix(3).map { Int($0) ?? .max }
    let found = try WrittenRecord(ofStore: arguments[2])
    let fault = found.fault(after: numbers[0], events: numbers[1], expiring: numbers[2])
    say(fault ?? "\(found.samples) samples and \(found.events) events: as it was said")
    exit(fault == nil ? 0 : 1)
  }

  /// Writes a line at once, so that a kill leaves it whole or not there.
  static func say(_ text: String) {
    let bytes = Array("\(text)\n".utf8)
    _ = unsafe write(1, bytes, bytes.count)
  }
}

/// One life of the writer.
final class Run: Sendable {
  private let time: Lock<Instant>
  private let next: Lock<(sample: Int, event: Int)>
  /// After which commit time how many samples there were.
  private let ages: Lock<[(time: Instant, samples: Int)]>
  private let parts = Lock<(store: Store, archivist: Archivist)?>(nil)

  init(_ path: String, _ found: WrittenRecord) throws {
    time = Lock(found.lastTime + .minutes(1))
    next = Lock((found.samples, found.events))
    ages = Lock(found.ages)
    var settings = StoreSettings()
    settings.fileLimit = 32 << 10
    settings.reserveCount = 1
    settings.steadyInterval = .milliseconds(3)
    let store = try Store.open(
      path,
      settings,
      clock: StoreClock(now: { self.time.withLock { $0 } }, bootTime: { 7 }),
      observer: Store.Observer(
        committed: { self.note($0) },
        begun: { self.parts.withLock { $0 }?.archivist.look() }
      )
    )
    on(store) { _ = try? $0.define([WrittenRecord.definition]) }
    let archivist = try archivist(of: store)
    parts.withLock { $0 = (store, archivist) }
    archivist.look()
  }

  private func archivist(of store: Store) throws -> Archivist {
    try Archivist(
      of: store.recovery.store,
      on: store.disk,
      signer: try CheckpointSigner(
        try SigningKey(seed: [UInt8](1...32)),
        origin: CheckpointSigner.origin(of: store.recovery.store)
      ),
      retention: Retention(samples: .days(2)),
      now: { self.time.withLock { $0 } },
      observer: Archivist.Observer(
        record: { records in
          self.noteExpiry(records)
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { outcome in
          if case .failure(let error) = outcome { StoreWriter.say("failed \(error)") }
        }
      )
    )
  }

  private func note(_ group: CommitGroup) {
    for case .sent(let text) in group.records {
      guard let event = WrittenRecord.event(text) else { continue }
      ages.withLock { $0.append((group.time, event.samples)) }
      StoreWriter.say("durable \(event.samples) \(event.number + 1)")
    }
  }

  private func noteExpiry(_ records: [Record]) {
    for case .expired(let file) in records {
      let count = ages.withLock { $0.last { $0.time <= file.interval.end } }?.samples ?? 0
      StoreWriter.say("expiring \(count)")
    }
  }

  /// Commits some samples; time passes.
  func step(_ random: Int) {
    guard let (store, archivist) = parts.withLock({ $0 }) else { return }
    // On a busy machine it would leave the archivist ever further behind, which then lets nothing
    // expire.
    if random / 16 % 16 == 0 { on(archivist) { _ in } }
    let count = random % 5
    let (first, event) = next.withLock { next in
      defer { next = (next.sample + count, next.event + 1) }
      return next
    }
    let samples = (first..<first + count).map { Record.sample(WrittenRecord.sample($0)) }
    store.append(samples + [.sent("event/\(event)/\(first + count)")], urgent: random % 3 == 0)
    if random % 2 == 0 { on(store) { _ = $0.flush() } }
    time.withLock { $0 = $0 + .minutes(Int64(random / 8 % 300)) }
  }
}
