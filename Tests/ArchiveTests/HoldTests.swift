import Agreement
import Chronology
import Execution
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing
import Upkeep

@testable import Archive

/// What a hold touches doesn't expire, and what expired behind it isn't missed.
@Suite(.timeLimit(.minutes(30))) struct HoldTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  private func open() throws -> Store {
    try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
  }

  private func archivist(_ store: Store) throws -> Archivist {
    try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      retention: Retention(samples: .hours(3)),
      now: { [clock] in clock.now },
      observer: Archivist.Observer(
        record: { records in
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { outcome in
          if case .failure(let error) = outcome { Issue.record("\(error)") }
        }
      )
    )
  }

  /// Hours in which ten samples were recorded each, and what was then declared.
  private func write(
    _ hours: Range<Int>,
    into store: Store,
    _ archivist: Archivist,
    declaring: [Int: RecordedAnnotation] = [:]
  ) async {
    for hour in hours {
      store.append(samples(hour * 10..<hour * 10 + 10))
      if let annotation = declaring[hour] { store.append([.annotated(annotation)]) }
      await store.flush()
      clock.advance(.hours(1))
      await archivist.sealEnded()
    }
  }

  private func declare(
    _ kind: Annotation.Kind,
    _ stretch: Interval,
    about reference: String = ""
  ) -> RecordedAnnotation {
    let annotation = Annotation(
      kind: kind,
      scope: .all,
      start: stretch.start,
      end: kind == .release ? nil : stretch.end,
      author: .customer,
      reason: "Dispute",
      reference: reference
    )
    return RecordedAnnotation(annotation, recordedAt: clock.now)
  }

  /// The commits of some hours; the samples themselves are all of the first minutes after midnight.
  private func hour(_ first: Int64, to last: Int64) -> Interval {
    Interval(midnight + .hours(first) - .seconds(1), midnight + .hours(last) - .seconds(1))
  }

  private var segments: [UInt64] {
    get throws { try ArchiveListing(disk).segments.map(\.first) }
  }

  private func damages() throws -> [Damage] {
    var reader = try RecordReader(disk)
    var found: [Damage] = []
    while let item = try reader.next() {
      if case .damage(let damage) = item { found.append(damage) }
    }
    return found
  }

  @Test func `what a hold touches stays, and all around it expires`() async throws {
    let store = try open()
    let archivist = try archivist(store)
    // The second and the third hour.
    let hold = declare(.hold, hour(1, to: 3))
    await write(0..<12, into: store, archivist, declaring: [2: hold])
    #expect(try segments == [2, 3, 11])
    #expect(try damages().isEmpty, "what expired behind the held is on record")
    await store.close()
    let result = try StoreVerifier.run(on: disk, of: store.recovery.store)
    #expect(!result.findings.contains { $0.kind == .missing || $0.kind == .damaged }, "\(result)")
  }

  @Test func `a hold that stands in the newest file of the log is heeded, and after a restart`()
    async throws
  {
    let store = try open()
    let first = try archivist(store)
    await write(0..<3, into: store, first)
    let hold = declare(.hold, hour(1, to: 2))
    store.append([.annotated(hold)])
    await store.flush()
    clock.advance(.hours(30))
    await first.sealEnded()
    #expect(try segments == [2], "the log that says so isn't sealed")
    await store.close()
    let again = try open()
    let second = try archivist(again)
    await write(40..<46, into: again, second)
    let left = try segments
    #expect(left.first == 2 && left.count > 1 && !left.contains(3), "\(left)")
    #expect(try damages().isEmpty)
  }

  @Test func `what is released expires`() async throws {
    let store = try open()
    let archivist = try archivist(store)
    let hold = declare(.hold, hour(1, to: 3))
    let other = declare(.hold, hour(2, to: 3))
    await write(0..<8, into: store, archivist, declaring: [1: hold, 2: other])
    #expect(try segments == [2, 3, 7])
    let release = declare(.release, hour(0, to: 1), about: hold.id)
    await write(8..<10, into: store, archivist, declaring: [8: release])
    #expect(try segments == [3, 9], "another hold keeps the third hour")
  }

  @Test func `samples that were recorded long after they were measured are held by both times`()
    async throws
  {
    let store = try open()
    let archivist = try archivist(store)
    clock.advance(.hours(500))
    // They are of the first hour after midnight.
    let hold = declare(.hold, hour(0, to: 1))
    await write(0..<1, into: store, archivist, declaring: [0: hold])
    await write(5_000_000..<5_000_008, into: store, archivist)
    #expect(try segments.count == 2)
    var reader = try RecordReader(disk)
    var starts: [Instant] = []
    while let item = try reader.next() {
      if case .samples(let samples) = item { starts += samples.map(\.start) }
    }
    #expect(starts.contains(sample(0).start) && starts.count == 20)
  }

  @Test func `however much is held, the rest expires, and nothing is merged around a hole`()
    async throws
  {
    let store = try open()
    let archivist = try archivist(store)
    let hold = declare(.hold, hour(1, to: 70))
    await write(0..<80, into: store, archivist, declaring: [1: hold])
    #expect(try segments == Array(2...70) + [79])
    await store.close()
    let result = try StoreVerifier.run(on: disk, of: store.recovery.store)
    #expect(!result.findings.contains { $0.kind == .missing || $0.kind == .damaged }, "\(result)")
    #expect(try damages().isEmpty)
  }
}
