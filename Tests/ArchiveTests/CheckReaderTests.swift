import Chronology
import Execution
import Posix
import Sampling
import SegmentFormat
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

@Suite(.timeLimit(.minutes(30))) struct CheckReaderTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()
  private static let checks = ["web", "api", "mail", "dns"]

  private func definition(_ id: String) -> CheckDefinition {
    CheckDefinition(
      id: checkID(id),
      method: "http",
      target: "http://127.0.0.1/",
      interval: .minutes(1),
      timeout: .seconds(2),
      confirmation: Confirmation(),
      rules: "status 200\n"
    )
  }

  private func sample(_ series: SeriesID, at start: Instant) -> Sample {
    Sample(
      series: series,
      due: start,
      start: start,
      outcome: .up,
      phases: Phases(wait: series.number * 1_000),
      status: 200
    )
  }

  /// 50 hours of four checks, a sample a minute, two days of them merged and an hour in the log.
  private func write() async throws -> [SeriesID] {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    let series = try await store.define(CheckReaderTests.checks.map { definition($0) })
    let archivist = try Archivist.recording(into: store, on: disk, clock)
    for _ in 0..<50 {
      for minute in Int64(0)..<60 {
        let start = clock.now + .minutes(minute)
        store.append(series.map { .sample(sample($0, at: start)) })
      }
      await store.flush()
      clock.advance(.hours(1))
      await archivist.sealEnded()
    }
    await store.close()
    return series
  }

  private func gather(
    _ reader: inout CheckReader
  ) throws -> (order: [CheckID], samples: [CheckID: [Sample]]) {
    var order: [CheckID] = []
    var samples: [CheckID: [Sample]] = [:]
    try reader.pass { check, own in
      if order.last != check { order.append(check) }
      samples[check, default: []] += own
    }
    return (order, samples)
  }

  @Test func `each check comes once, ascending, with all that is sealed and in the log`()
    async throws
  {
    let series = try await write()
    var reader = try CheckReader(disk)
    #expect(reader.known == Set(CheckReaderTests.checks.map { checkID($0) }))
    for _ in 0..<2 {
      let (order, samples) = try gather(&reader)
      #expect(order.map(\.description) == CheckReaderTests.checks.sorted())
      for (number, id) in CheckReaderTests.checks.enumerated() {
        let own = samples[checkID(id)] ?? []
        #expect(own.count == 3_000 && own.allSatisfy { $0.series == series[number] })
        #expect(zip(own, own.dropFirst()).allSatisfy { $0.start < $1.start })
      }
    }
    #expect(reader.damages.isEmpty)
  }

  @Test func `only the blocks of the check and the time are read, once for all passes`()
    async throws
  {
    _ = try await write()
    let watched = WatchedDisk(disk)
    let start = midnight + .hours(30)
    let stretch = Interval(start, start + .hours(2))
    var reader = try CheckReader(watched, of: [checkID("api")], in: stretch)
    #expect(watched.reads(in: "samples").isEmpty, "nothing is looked at before it is wanted")
    let spans = try ArchiveListing(disk).segments
    for _ in 0..<8 {
      let (_, samples) = try gather(&reader)
      #expect(samples[checkID("api")]?.count == 120 && samples.count == 1)
    }
    let opened = watched.opened.filter { $0.hasPrefix("samples/") }
    #expect(opened == ["samples/\(spans[1].text).seg"], "the day, once: \(opened)")
    let file = try SegmentFile(spans[1], on: disk)
    let blocks = watched.reads(in: "samples").filter { read in
      file.reader.index.entries.contains { Int64($0.offset) == read.offset }
    }
    let own = file.reader.index.entries.filter { $0.series.number == 1 }
    #expect(!own.isEmpty && Set(blocks.map(\.offset)) == Set(own.map { Int64($0.offset) }))
    let logs = watched.opened.filter { $0.hasPrefix("log/") }
    #expect(
      Set(logs).count <= 2 && logs.count <= 6,
      "only the log's end, and not every pass: \(logs)"
    )
  }

  @Test func `a history of one check and time reads no other blocks either`() async throws {
    _ = try await write()
    let watched = WatchedDisk(disk)
    let start = midnight + .hours(30)
    let wanted = Interval(start, start + .hours(2))
    var reader = try HistoryReader(
      watched,
      of: [checkID("api")],
      in: wanted,
      usesRollups: false
    )
    var shares: [Int] = []
    var count = 0
    while let item = try reader.next() {
      if case .samples(let samples) = item { count += samples.count }
      shares.append(reader.share(of: 100))
    }
    #expect(count == 1_440, "the whole day around it")
    #expect(shares == shares.sorted() && shares.last == 100)
    let spans = try ArchiveListing(disk).segments
    let opened = watched.opened.filter { $0.hasPrefix("samples/") }
    #expect(opened == ["samples/\(spans[1].text).seg"], "\(opened)")
  }

  @Test func `a segment that is gone is said once, however often is read`() async throws {
    _ = try await write()
    let spans = try ArchiveListing(disk).segments
    disk.state.withLock { _ = $0.files.removeValue(forKey: "samples/\(spans[1].text).seg") }
    var reader = try CheckReader(disk)
    for _ in 0..<3 { _ = try gather(&reader) }
    #expect(reader.damages.count == 1 && reader.damages[0].isSealed, "\(reader.damages)")
  }

  @Test func `checks are read together up to a number, and up to so many samples of the log`() {
    let ids = (0..<150).map { checkID("c\($0)") }
    #expect(CheckReader.parts(ids, [:]).map(\.count) == [64, 64, 22])
    let counts = Dictionary(uniqueKeysWithValues: ids.map { ($0, 40_000) })
    #expect(CheckReader.parts(ids, counts).allSatisfy { $0.count == 2 })
    #expect(CheckReader.parts(ids, [ids[3]: 1_000_000]).map(\.count) == [3, 1, 64, 64, 18])
    #expect(CheckReader.parts([], [:]).isEmpty)
  }
}
