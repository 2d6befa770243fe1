import Chronology
import Execution
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing
import Upkeep

@testable import Archive

@Suite(.timeLimit(.minutes(30))) struct StoreGrowthTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  private func archivist(_ store: Store) throws -> Archivist {
    try Archivist.recording(into: store, on: disk, clock)
  }

  /// Hours of sixty samples of a check, sealed each; at the end of hour 100 a month of a year before.
  private func write(hours: Int, importing count: Int = 0) async throws {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    let series = try await store.define([definition])[0]
    let archivist = try archivist(store)
    for hour in 0..<hours {
      for minute in Int64(0)..<60 {
        store.append([.sample(sample(series, at: clock.now, wait: UInt32(minute * 7_919 % 5_000)))])
        if minute % 10 == 0 { await store.flush() }
        clock.advance(.minutes(1))
      }
      if hour == 100 {
        let start = midnight - .days(365)
        store.append(
          (0..<count).map { number in
            let start = start + .minutes(Int64(number))
            return .sample(sample(series, at: start, wait: UInt32(number * 7_919 % 5_000)))
          }
        )
      }
      await archivist.sealEnded()
    }
    await store.close()
  }

  private func sample(_ series: SeriesID, at start: Instant, wait: UInt32) -> Sample {
    Sample(
      series: series,
      due: start,
      start: start,
      outcome: .up,
      phases: Phases(wait: wait),
      status: 200
    )
  }

  private func bytes(_ folder: StoreFolder) -> Int64 {
    disk.files.filter { $0.key.hasPrefix("\(folder.rawValue)/") }.values
      .reduce(0) { $0 + Int64($1.count) }
  }

  @Test func `a rate is what was sealed by the time in which it was recorded`() async throws {
    try await write(hours: 24)
    let growth = try #require(try StoreGrowth(disk))
    let hours = growth.interval.length.nanoseconds / TimeAmount.hours(1).nanoseconds
    #expect((22...24).contains(hours), "\(hours)")
    #expect(growth.interval == growth.recorded)
    #expect(growth.samples == bytes(.samples) && growth.ledger == bytes(.ledger))
    let expected = (bytes(.samples) + bytes(.ledger)) * 24 / (hours + 1)
    #expect(growth.bytesPerDay >= expected && growth.bytesPerDay <= expected * 13 / 12)
    guard case .days(let days) = growth.outlook(free: growth.bytesPerDay * 10, Retention()) else {
      Issue.record("what is kept for ever fills every disk")
      return
    }
    #expect((9...10).contains(days), "rounded down, each part by itself")
  }

  @Test func `an import of an old month changes neither the rate nor the days left by much`()
    async throws
  {
    try await write(hours: 110)
    let plain = try #require(try StoreGrowth(disk))
    let other = StoreGrowthTests()
    try await other.write(hours: 110, importing: 43_200)
    let growth = try #require(try StoreGrowth(other.disk))
    #expect(other.bytes(.samples) > 2 * bytes(.samples), "the import is larger than all else")
    #expect(growth.interval == plain.interval)
    #expect(growth.bytesPerDay >= plain.bytesPerDay * 9 / 10)
    #expect(growth.bytesPerDay <= plain.bytesPerDay * 13 / 10, "\(growth) \(plain)")
  }

  @Test func `only the last seven days count, and what expires makes room`() async throws {
    try await write(hours: 24 * 9)
    let growth = try #require(try StoreGrowth(disk))
    #expect(growth.interval.length == .days(7))
    #expect(growth.recorded.length > .days(8))
    #expect(growth.samples < bytes(.samples) * 95 / 100)
    let retention = Retention(samples: .days(10), hours: .days(20), days: .days(20))
    guard case .days(let days) = growth.outlook(free: 10_000_000, retention),
      case .days(let forever) = growth.outlook(free: 10_000_000, Retention())
    else {
      Issue.record("the ledger grows for ever")
      return
    }
    #expect(days > forever)
  }

  @Test func `nothing is said before an hour is sealed`() async throws {
    #expect(try StoreGrowth(disk) == nil)
    try await write(hours: 1)
    #expect(try StoreGrowth(disk) == nil)
  }
}
