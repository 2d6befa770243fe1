import Agreement
import Chronology
import Execution
import Posix
import Proving
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// Ledger files of many hours become one, of which everything is read as before.
@Suite(.timeLimit(.minutes(30))) struct LedgerMergeTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  /// - Parameter isTold: Whether trouble is no trouble of the test.
  private func archivist(_ store: Store, isTold: Bool = false) throws -> Archivist {
    try Archivist.recording(into: store, on: disk, clock) { outcome in
      if case .failure(let error) = outcome, !isTold { Issue.record("\(error)") }
    }
  }

  private func open() async throws -> Store {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define(
      (0..<3).map { number in
        CheckDefinition(
          id: checkID("front-\(number)"),
          method: definition.method,
          target: definition.target,
          interval: definition.interval,
          timeout: definition.timeout,
          confirmation: definition.confirmation,
          rules: definition.rules
        )
      }
    )
    return store
  }

  /// Some hours with a few samples, a gap and a declaration each, sealed every hour.
  private func write(_ hours: Range<Int>, to store: Store, _ archivist: Archivist) async {
    for hour in hours {
      store.append(samples(hour * 3..<hour * 3 + 3))
      store.append([gap(hour), .annotated(note(hour))])
      await store.flush()
      clock.advance(.hours(1))
      await archivist.sealEnded()
    }
  }

  private func gap(_ hour: Int) -> Record {
    let start = midnight + .hours(Int64(hour))
    return .gap(
      Gap(series: nil, interval: Interval(start, start + .seconds(1)), slots: 1, cause: .late)
    )
  }

  private func note(_ hour: Int) -> RecordedAnnotation {
    let annotation = Annotation(
      kind: .note,
      scope: .all,
      start: midnight,
      author: .customer,
      reason: "hour \(hour)"
    )
    return RecordedAnnotation(annotation, recordedAt: midnight + .hours(Int64(hour)))
  }

  private func records(_ next: () throws -> StoreItem?) throws -> [Record] {
    var found: [Record] = []
    while let item = try next() {
      switch item {
      case .group(let group) where !group.flags.contains(.repetition): found += group.records
      case .samples(let samples): found += samples.map { .sample($0) }
      case .damage(let damage): Issue.record("\(damage)")
      case .group: break
      }
    }
    return found
  }

  /// What there is to read but samples and seals, in order.
  private func others(_ disk: FaultyDisk) throws -> [Record] {
    var reader = try RecordReader(disk)
    return try records { try reader.next() }.filter { record in
      switch record {
      case .gap, .annotated: true
      default: false
      }
    }
  }

  @Test func `which files are merged is told by their names`() {
    let hours = (60...130).map { LogSpan($0) }
    let groups = LedgerMerge.groups(hours)
    #expect(groups.map(\.group) == [0, 1])
    #expect(groups[0].spans == (60...63).map { LogSpan($0) })
    #expect(groups[1].spans == (64...127).map { LogSpan($0) })
    let after = [LogSpan(60, through: 63), LogSpan(64, through: 127), LogSpan(128)]
    #expect(LedgerMerge.groups(after).isEmpty)
    #expect(LedgerMerge.groups([]).isEmpty)
  }

  @Test func `a merged ledger says the same, and is proved`() async throws {
    let store = try await open()
    let archivist = try archivist(store)
    await write(0..<140, to: store, archivist)
    let spans = try ArchiveListing(disk).ledgers
    #expect(spans.prefix(2) == [LogSpan(1, through: 63), LogSpan(64, through: 127)])
    #expect(spans.dropFirst(2).elementsEqual((128...139).map { LogSpan($0) }))
    #expect(disk.files.keys.filter { $0.hasPrefix("ledger/") }.count == spans.count)
    #expect(try others(disk) == (0..<140).flatMap { [gap($0), .annotated(note($0))] })
    await store.close()
    #expect(await archivist.finish())
    let result = try StoreVerifier.run(on: disk, of: store.recovery.store)
    #expect(result.samples == 420)
    #expect(result.findings.map(\.kind) == [.unproved], "only signed it is not: \(result)")
  }

  @Test func `a merged file that is not the one before is found`() async throws {
    let store = try await open()
    let archivist = try archivist(store)
    await write(0..<70, to: store, archivist)
    await store.close()
    #expect(await archivist.finish())
    var files = disk.files
    let name = "ledger/\(LogSpan(1, through: 63).text).led"
    #expect(files.removeValue(forKey: name) != nil)
    let result = try StoreVerifier.run(on: FaultyDisk(files), of: store.recovery.store)
    #expect(result.findings.contains { $0.kind == .missing }, "\(result.findings)")
  }

  @Test(arguments: [0, 1, 40, 90])
  func `who has listed the hours before they were merged reads them all the same`(
    _ itemsBefore: Int
  ) async throws {
    let store = try await open()
    let archivist = try archivist(store)
    await write(0..<63, to: store, archivist)
    var record = try RecordReader(disk)
    var history = try HistoryReader(disk, usesRollups: false)
    var book = SealBook()
    try book.read(try ArchiveListing(disk), on: disk)
    var left = itemsBefore
    var early: [StoreItem] = []
    while left > 0, let item = try record.next() {
      early.append(item)
      left -= 1
    }
    await write(63..<68, to: store, archivist)
    #expect(try ArchiveListing(disk).ledgers.first == LogSpan(1, through: 63))
    var rest = early[...]
    let found = try records { try rest.popFirst() ?? record.next() }
    #expect(found.filter(\.isGap) == (0..<68).map(gap))
    #expect(found.compactMap(\.sample).count == 204)
    let told = try records {
      while let item = try history.next() {
        switch item {
        case .item(let item): return item
        case .samples(let samples): return .samples(samples)
        case .run: Issue.record("a row was given")
        }
      }
      return nil
    }
    #expect(told.filter(\.isGap) == (0..<68).map(gap))
    #expect(told.compactMap(\.sample).count == 204)
    try book.read(try ArchiveListing(disk), on: disk)
    var anew = SealBook()
    try anew.read(try ArchiveListing(disk), on: disk)
    #expect(book.files == anew.files && book.files.map(\.number) == Array(1...67))
  }

  @Test func `what was declared is read once, whether merged meanwhile or not`() async throws {
    let store = try await open()
    let archivist = try archivist(store)
    var reader = AnnotationReader(disk)
    await write(0..<50, to: store, archivist)
    #expect(try reader.read() == (0..<50).map(note))
    await write(50..<70, to: store, archivist)
    #expect(try ArchiveListing(disk).ledgers.first == LogSpan(1, through: 63))
    #expect(try reader.read() == (0..<70).map(note))
  }

  @Test func `when hours were recorded is known after they are merged`() async throws {
    let store = try await open()
    let archivist = try archivist(store)
    await write(0..<60, to: store, archivist)
    var (before, after) = (RecordedTimes(), RecordedTimes())
    let spans = [LogSpan(1, through: 24), LogSpan(25, through: 48), LogSpan(50)]
    let listing = try ArchiveListing(disk)
    let expected = try spans.map { try before.interval(of: $0, listing, on: disk) }
    await write(60..<70, to: store, archivist)
    let merged = try ArchiveListing(disk)
    #expect(merged.ledgers.first == LogSpan(1, through: 63))
    #expect(try spans.map { try after.interval(of: $0, merged, on: disk) } == expected)
    #expect(Set(expected.map { $0?.start }).count == 3)
  }

  @Test func `a crash at any step of a merge loses nothing`() async throws {
    let store = try await open()
    let archivist = try archivist(store)
    await write(0..<64, to: store, archivist)
    let expected = try others(disk)
    let start = disk.state.withLock { $0.steps.count }
    await write(64..<65, to: store, archivist)
    let steps = disk.state.withLock { $0.steps }
    #expect(try ArchiveListing(disk).ledgers.first == LogSpan(1, through: 63))
    for count in start...steps.count {
      let crashed = FaultyDisk(CrashStates.files(after: steps[..<count]))
      let found = try others(crashed)
      #expect(found.prefix(expected.count).elementsEqual(expected), "step \(count)")
      let listing = try ArchiveListing(crashed)
      #expect(try LedgerEnd(of: listing, on: crashed).tree.size > 128, "step \(count)")
    }
  }

  @Test func `a group with a damaged file stays as it is, and sealing goes on`() async throws {
    let store = try await open()
    let archivist = try archivist(store, isTold: true)
    await write(0..<20, to: store, archivist)
    let name = "ledger/\(LogSpan(7).text).led"
    var bytes = try #require(disk.files[name])
    bytes[bytes.count / 2] ^= 1
    disk.state.withLock { [bytes] in $0.files[name] = bytes }
    await write(20..<130, to: store, archivist)
    let spans = try ArchiveListing(disk).ledgers
    #expect(spans.prefix(64) == ((1...63).map { LogSpan($0) } + [LogSpan(64, through: 127)])[...])
    #expect(disk.files[name] == bytes)
  }
}

extension Record {
  fileprivate var isGap: Bool { if case .gap = self { true } else { false } }
}
