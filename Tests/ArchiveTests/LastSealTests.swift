import Chronology
import Crypto
import Execution
import Posix
import Proving
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// What is sealed at a stop, when nothing can be said any more, is said at the next start.
@Suite(.timeLimit(.minutes(30))) struct LastSealTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()
  private let said = Lock<[SealedLog]>([])

  private static func event(_ sealed: SealedLog) -> RecordedEvent {
    RecordedEvent(
      kind: "store.sealed",
      key: "store.sealed/\(sealed.seal.files.lowerBound)/\(sealed.seal.root)",
      time: sealed.seal.interval.end,
      message: "sealed",
      fields: []
    )
  }

  private func open() throws -> Store {
    try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
  }

  private func archivist(_ store: Store, says: Bool = true) throws -> Archivist {
    try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: try CheckpointSigner(
        try SigningKey(seed: [UInt8](1...32)),
        origin: CheckpointSigner.origin(of: store.recovery.store)
      ),
      now: { [clock] in clock.now },
      observer: Archivist.Observer(
        record: { _ in true },
        told: { [said] outcome in
          switch outcome {
          case .success(let sealed):
            said.withLock { $0.append(sealed) }
            store.append([.event(Self.event(sealed))])
          case .failure(let error): Issue.record("\(error)")
          }
        },
        says: { says ? Self.event($0) : nil }
      )
    )
  }

  /// One run of a daemon.
  private func run(_ range: Range<Int>, says: Bool = true) async throws -> [SealedLog] {
    let store = try open()
    let archivist = try archivist(store, says: says)
    said.withLock { $0 = [] }
    store.append(samples(range))
    await store.flush()
    await archivist.sealEnded()
    let first = said.withLock { $0 }
    await store.flush()
    // As after a kill: what was said is on record, and nothing was sealed.
    await (try self.archivist(store, says: says)).sealEnded()
    #expect(said.withLock { $0 } == first, "it is said once")
    await store.close()
    #expect(await archivist.finish())
    clock.advance(.hours(1))
    return first
  }

  @Test func `the checkpoint of a stop is said by the next start, once`() async throws {
    #expect(try await run(0..<10).isEmpty, "nothing was sealed before")
    let note = try #require(disk.files["./checkpoint"])
    let second = try await run(10..<20)
    #expect(second.map(\.seal.files) == [1...1])
    #expect(second.first?.checkpoint?.bytes == note)
    #expect(try await run(20..<30).map(\.seal.files) == [2...2])
    #expect(try await run(30..<40, says: false).isEmpty, "who says nothing has nothing to say")
  }

  @Test func `a checkpoint that is older than the ledger is not said of its end`() async throws {
    _ = try await run(0..<10)
    let note = disk.files["./checkpoint"]
    _ = try await run(10..<20)
    disk.state.withLock { $0.files["./checkpoint"] = note }
    // What the one before owed is signed first, and that is said.
    let said = try await run(20..<30)
    #expect(said.allSatisfy { $0.checkpoint?.bytes != note })
  }
}
