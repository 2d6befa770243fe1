import Agreement
import Chronology
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

@Suite(.timeLimit(.minutes(30))) struct RecordSieveTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  private func event(_ number: Int, _ kind: String = "wanted") -> Record {
    .event(
      RecordedEvent(kind: kind, key: "\(number)", time: clock.now, message: "", fields: [])
    )
  }

  @Test func `what is wanted comes in the record's order with its commit's time, sealed or not`()
    async throws
  {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    let archivist = try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      now: { [clock] in clock.now },
      observer: Archivist.Observer(record: { _ in true }, told: { _ in })
    )
    var sieve = RecordSieve(disk) { record in
      if case .event(let event) = record { event.kind == "wanted" } else { false }
    }
    #expect(try sieve.read().isEmpty)
    var expected: [RecordSieve.Find] = []
    for number in 0..<4 {
      let record = event(number)
      expected.append(RecordSieve.Find(time: clock.now, record: record))
      store.append(samples(number * 10..<number * 10 + 10) + [record, event(number, "other")])
      await store.flush()
      #expect(try sieve.read() == expected, "before it is sealed")
      clock.advance(.hours(1))
      store.append(samples(number * 10..<number * 10 + 10))
      await store.flush()
      await archivist.sealEnded()
      #expect(try sieve.read() == expected, "when it is sealed")
    }
    await store.close()
  }
}
