import Agreement
import Chronology
import Execution
import Posix
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

@Suite(.timeLimit(.minutes(30))) struct AnnotationReaderTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  private func note(_ number: Int) -> RecordedAnnotation {
    let annotation = Annotation(
      kind: .note,
      scope: .all,
      start: midnight,
      author: .customer,
      reason: "\(number)"
    )
    return RecordedAnnotation(annotation, recordedAt: clock.now)
  }

  private func archivist(_ store: Store) throws -> Archivist {
    try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      now: { [clock] in clock.now },
      observer: Archivist.Observer(record: { _ in true }, told: { _ in })
    )
  }

  @Test func `what was declared is read in its order, sealed or not, and once`() async throws {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    let archivist = try archivist(store)
    var reader = AnnotationReader(disk)
    #expect(try reader.read() == [] && !reader.hasStarted)
    var expected: [RecordedAnnotation] = []
    for number in 0..<5 {
      let note = note(number)
      expected.append(note)
      store.append(samples(number * 10..<number * 10 + 10) + [.annotated(note)])
      await store.flush()
      #expect(try reader.read() == expected, "before it is sealed")
      clock.advance(.hours(1))
      store.append(samples(number * 10..<number * 10 + 10))
      await store.flush()
      await archivist.sealEnded()
      #expect(try reader.read() == expected, "when it is sealed")
    }
    store.append([.started(DaemonStart(time: clock.now, version: "1", configuration: []))])
    await store.close()
    #expect(await archivist.finish())
    #expect(try reader.read() == expected && reader.hasStarted)
    var fresh = AnnotationReader(disk)
    #expect(try fresh.read() == expected && fresh.hasStarted)
    #expect(try ArchiveListing(disk).logs.isEmpty)
  }

  @Test func `a ledger file of another store or another number is not read for its own`()
    async throws
  {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    for number in 0..<3 {
      store.append([.annotated(note(number))])
      await store.flush()
      clock.advance(.hours(1))
    }
    await store.close()
    #expect(await (try archivist(store)).finish())
    let other = FaultyDisk()
    let second = try Store(on: other, clock: clock.storeClock, observer: Witness().observer)
    second.append([.annotated(note(9))])
    await second.close()
    let sealer = try Archivist(
      of: second.recovery.store,
      on: other,
      signer: nil,
      now: { midnight },
      observer: Archivist.Observer(record: { _ in true }, told: { _ in })
    )
    #expect(await sealer.finish())
    let name = "ledger/0000000000000001.led"
    for bytes in [other.files[name], disk.files["ledger/0000000000000002.led"]] {
      let mixed = FaultyDisk(disk.files)
      mixed.state.withLock { $0.files[name] = bytes }
      var reader = AnnotationReader(mixed)
      #expect(throws: ArchiveError.self) { _ = try reader.read() }
    }
  }
}
