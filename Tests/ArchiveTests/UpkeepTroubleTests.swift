import Chronology
import Execution
import Posix
import Proving
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing
import Upkeep

@testable import Archive

/// What goes wrong with one file keeps nobody from looking after the others.
@Suite(.timeLimit(.minutes(30))) struct UpkeepTroubleTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()
  private let failures = Lock<[ArchiveError]>([])

  private func archivist(_ store: Store) throws -> Archivist {
    try Archivist.recording(into: store, on: disk, clock) { [failures] outcome in
      if case .failure(let error) = outcome { failures.withLock { $0.append(error) } }
    }
  }

  private func write(_ hours: Range<Int>, into store: Store, _ archivist: Archivist?) async {
    for hour in hours {
      store.append(samples(hour * 10..<hour * 10 + 10))
      await store.flush()
      clock.advance(.hours(1))
      await archivist?.sealEnded()
    }
  }

  private func open() async throws -> Store {
    let store = try Store(
      on: disk,
      clock: clock.storeClock,
      sealed: .ledger,
      observer: Witness().observer
    )
    // As many as the samples have series.
    _ = try await store.define(
      ["front", "back", "side"].map { name in
        CheckDefinition(
          id: checkID(name),
          method: "tcp",
          target: "127.0.0.1:22",
          interval: .seconds(10),
          timeout: .seconds(2),
          confirmation: Confirmation(),
          rules: ""
        )
      }
    )
    return store
  }

  @Test func `a day with a damaged segment is left alone, and the next one is merged`()
    async throws
  {
    let store = try await open()
    let archivist = try archivist(store)
    await write(0..<12, into: store, archivist)
    disk.state.withLock { $0.files["samples/0000000000000005.seg"]?[20] ^= 1 }
    await write(12..<52, into: store, archivist)
    let segments = try ArchiveListing(disk).segments
    #expect(segments.filter { $0.last <= 24 }.count == 24)
    #expect(segments.contains(LogSpan(25, through: 48)), "\(segments)")
    let told = failures.withLock { $0 }.compactMap { error -> String? in
      if case .merging(let day, _) = error { day } else { nil }
    }
    #expect(told == ["2026-03-14"], "once")
    #expect(failures.withLock { $0.allSatisfy { $0.isOfWhatIsSealed } })
  }

  @Test func `a day is merged by the ledger's definitions, whatever the newest file says`()
    async throws
  {
    let store = try await open()
    let archivist = try archivist(store)
    await write(0..<25, into: store, archivist)
    await write(25..<26, into: store, nil)
    // The repetition at the beginning of the file that is being written.
    let newest = try #require(disk.logNames().last)
    disk.state.withLock { $0.files[newest]?[LogFileHeader.length + 60] ^= 1 }
    await archivist.sealEnded()
    disk.state.withLock { $0.files[newest]?[LogFileHeader.length + 60] ^= 1 }
    #expect(try ArchiveListing(disk).segments.first == LogSpan(1, through: 24))
    let result = try StoreVerifier.run(on: disk, of: store.recovery.store)
    #expect(result.findings.allSatisfy { $0.kind != .damaged }, "\(result)")
  }

  /// A store of a day and two hours, stopped, sealed, and not merged.
  private func writeDay() async throws -> (store: Store, spans: [LogSpan]) {
    let store = try await open()
    await write(0..<26, into: store, nil)
    await store.close()
    #expect(await (try archivist(store)).finish())
    let spans = try ArchiveListing(disk).segments.filter { $0.last <= 24 }
    #expect(spans.count == 24)
    return (store, spans)
  }

  private func temporaries() -> [String] { disk.files.keys.filter { $0.contains(".tmp-") } }

  @Test func `what is merged by other definitions than it was sealed with is not published`()
    async throws
  {
    let (store, spans) = try await writeDay()
    let listing = try ArchiveListing(disk)
    let merge = try DayMerge(
      of: spans,
      definitions: [:],
      sealed: try DayMerge.roots(of: spans, listing, on: disk),
      store: store.recovery.store,
      on: disk
    )
    #expect(throws: ArchiveError.self) { _ = try merge.run { _ in true } }
    #expect(try ArchiveListing(disk) == listing)
    #expect(temporaries().isEmpty)
  }

  @Test func `verify finds leaves and a root that are not the samples'`() async throws {
    let (store, spans) = try await writeDay()
    var hasher = LibraryHasher(try LibraryDigest())
    var wrong: [UInt64: Hash] = [:]
    for span in spans {
      wrong.merge(
        try MergedLeaves.roots(of: try SegmentFile(span, on: disk), [:], using: &hasher)
      ) { $1 }
    }
    var seal: Seal?
    let merge = try DayMerge(
      of: spans,
      definitions: [:],
      sealed: wrong,
      store: store.recovery.store,
      on: disk
    )
    let end = try merge.run { made in
      seal = made
      return true
    }
    #expect(end == .published)
    let again = try await open()
    again.append([.sealed(try #require(seal))])
    await again.close()
    #expect(await (try archivist(again)).finish())
    let result = try StoreVerifier.run(on: disk, of: store.recovery.store)
    #expect(
      result.findings.contains { $0.kind == .damaged && $0.text.contains("checksum of the leaf") },
      "\(result)"
    )
  }

  @Test func `a segment that is not sealed takes nobody's place`() {
    let names = [1, 2].map { LogSpan($0).text }
    let listing = ArchiveListing(
      logs: [],
      segments: names.map { "\($0).seg" } + ["\(LogSpan(1, through: 9).text).seg"],
      ledgers: names.map { "\($0).led" }
    )
    #expect(listing.segments == [LogSpan(1), LogSpan(2)])
    #expect(listing.leftovers.isEmpty)
  }

  @Test func `the hours of a day whose segment is damaged stay`() async throws {
    let store = try await open()
    let archivist = try archivist(store)
    await write(0..<25, into: store, archivist)
    let hours = disk.files.filter { $0.key.hasPrefix("samples/") }
    await write(25..<27, into: store, archivist)
    let day = "samples/\(LogSpan(1, through: 24).text).seg"
    let whole = try #require(disk.files[day])
    // A backup that was restored over the store brought them back.
    disk.state.withLock { state in
      for (name, bytes) in hours { state.files[name] = bytes }
      state.files[day]?[1] ^= 1
    }
    await write(27..<28, into: store, archivist)
    #expect(hours.keys.allSatisfy { disk.files[$0] != nil })
    disk.state.withLock { $0.files[day] = whole }
    await write(28..<29, into: store, archivist)
    #expect(disk.files["samples/0000000000000001.seg"] == nil)
  }

  @Test func `a disk that is full keeps nothing half made`() async throws {
    let store = try await open()
    await write(0..<3, into: store, nil)
    await store.close()
    let archivist = try archivist(store)
    for capacity in [0, 10, 300, 900, 1_500] {
      disk.state.withLock { $0.capacity = capacity }
      #expect(await !archivist.finish())
      #expect(temporaries().isEmpty, "with \(capacity) bytes")
    }
    disk.state.withLock { $0.capacity = .max }
    #expect(await archivist.finish())
  }

  @Test func `a checkpoint that can't be read is not called missing`() async throws {
    let store = try await open()
    await write(0..<2, into: store, nil)
    await store.close()
    #expect(await (try archivist(store)).finish())
    disk.state.withLock { $0.openErrors["./checkpoint"] = .inputOutput }
    let result = try StoreVerifier.run(on: disk, of: store.recovery.store)
    let found = result.findings.filter { $0.text.contains("checkpoint") }
    #expect(!found.isEmpty && found.allSatisfy { $0.kind != .missing }, "\(result.findings)")
  }
}
