import Chronology
import Posix
import Proving
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// What is made of sealed files is read again before it gets its name: where the disk gives other bytes back than were
/// written it gets none, and what it was made from stays.
@Suite(.timeLimit(.minutes(30))) struct MergeRereadTests {
  /// Makes files on a copy of a store, once honestly and then with one bit of `path` read otherwise.
  private func refuses(
    _ path: String,
    in files: [String: [UInt8]],
    making make: (any Disk, _ recorded: ([Record]) -> Bool) throws -> Void
  ) throws {
    let honest = FaultyDisk(files)
    try make(MisreadDisk(honest)) { _ in true }
    let length = try #require(honest.files[path]?.count, "\(honest.files.keys.sorted())")
    #expect(length > 60)
    // The head, the end, and places between.
    for place in 0..<length where place < 40 || place >= length - 40 || place % 17 == 0 {
      let disk = FaultyDisk(files)
      var records: [Record] = []
      #expect(throws: ArchiveError.self, "byte \(place) of \(length)") {
        try make(MisreadDisk(disk, path, place)) {
          records += $0; return true
        }
      }
      #expect(disk.files == files, "byte \(place) of \(length)")
      #expect(records == [], "byte \(place): nothing is put on record")
    }
  }

  /// As many as the samples have series.
  private let definitions = ["front", "back", "side"].map { name in
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

  /// Some hours, sealed and not merged.
  private func sealed(_ hours: Int) async throws -> FaultyDisk {
    let disk = FaultyDisk()
    let clock = TestClock()
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define(definitions)
    for hour in 0..<hours {
      store.append(samples(hour * 4..<hour * 4 + 4))
      await store.flush()
      clock.advance(.hours(1))
      // Nothing but seals: what is merged is merged by the test.
      var sealer = try Sealer(of: store.recovery.store, on: disk, signer: nil)
      let listing = try ArchiveListing(disk)
      for number in listing.logs where number != listing.newestLog {
        _ = try sealer.seal(number)
        try disk.remove(LogName.file(number), in: .log)
      }
    }
    await store.close()
    return disk
  }

  @Test func `a day that is read back otherwise is not merged`() async throws {
    let disk = try await sealed(5)
    let store = try disk.identity()
    let spans = try ArchiveListing(disk).segments
    try #require(spans.count > 2)
    let whole = LogSpan(spans[0].first, through: spans[spans.count - 1].last)
    try refuses("samples/\(whole.text).seg", in: disk.files) { disk, recorded in
      let merge = try DayMerge(
        of: spans,
        definitions: Dictionary(
          uniqueKeysWithValues: definitions.indices.map {
            (SeriesID(number: UInt32($0)), definitions[$0])
          }
        ),
        sealed: try DayMerge.roots(of: spans, try ArchiveListing(disk), on: disk),
        store: store,
        on: disk
      )
      _ = try merge.run { recorded([.sealed($0)]) }
    }
  }

  @Test func `a ledger that is read back otherwise is not merged`() async throws {
    let disk = try await sealed(66)
    let spans = try #require(LedgerMerge.groups(try ArchiveListing(disk).ledgers).first?.spans)
    let whole = LogSpan(spans[0].first, through: spans[spans.count - 1].last)
    // Of the many files of an hour some will do.
    let rest = LogSpan(spans[spans.count - 4].first, through: whole.last)
    var files = disk.files
    for span in spans.dropLast(4) { files["ledger/\(span.text).led"] = nil }
    try refuses("ledger/\(rest.text).led", in: files) { disk, _ in
      var merge = LedgerMerge()
      try merge.work(try ArchiveListing(disk), on: disk)
    }
  }

  @Test(arguments: ["hours", "days"])
  func `a rollup that is read back otherwise is not kept`(folder: String) async throws {
    let record = try await RandomRecord(
      seed: 4,
      from: RollupKeeperTests.start,
      checks: [.seconds(1_200)],
      trouble: 0
    )
    for _ in 0..<30 { try await record.writeHour() }
    try await record.finish()
    let store = record.store.recovery.store
    var sealer = try Sealer(of: store, on: record.disk, signer: nil)
    for number in try ArchiveListing(record.disk).logs {
      _ = try sealer.seal(number)
      try record.disk.remove(LogName.file(number), in: .log)
    }
    let day = UInt32(RollupKeeperTests.start.day)
    try refuses("\(folder)/\(RollupName.file(day))", in: record.disk.files) { disk, recorded in
      var keeper = RollupKeeper(of: store, on: disk)
      let listing = try ArchiveListing(disk)
      while try keeper.work(
        listing,
        isKept: { $0 == day },
        thresholds: { RollupKeeperTests.thresholds[$0] ?? [] },
        record: recorded
      ) {}
    }
  }
}

/// A disk that gives a file that is not published yet back with one bit changed.
private struct MisreadDisk: Disk {
  private let disk: FaultyDisk
  /// The path that the file is to have, and which byte.
  private let misread: (path: String, place: Int)?

  init(_ disk: FaultyDisk, _ path: String? = nil, _ place: Int = 0) {
    self.disk = disk
    misread = path.map { ($0, place) }
  }

  func open(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    let file = try disk.open(name, in: folder)
    guard let misread, name.hasPrefix(LogName.temporaryPrefix),
      misread.path == "\(folder.rawValue)/\(name.dropFirst(LogName.temporaryPrefix.count))"
    else { return file }
    return MisreadFile(file: file, place: misread.place)
  }

  func names(in folder: StoreFolder) throws(Errno) -> [String] { try disk.names(in: folder) }

  func create(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    try disk.create(name, in: folder)
  }

  func modify(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    try disk.modify(name, in: folder)
  }

  func rename(_ name: String, to other: String, in folder: StoreFolder) throws(Errno) {
    try disk.rename(name, to: other, in: folder)
  }

  func remove(_ name: String, in folder: StoreFolder) throws(Errno) {
    try disk.remove(name, in: folder)
  }

  func synchronize(_ folder: StoreFolder) throws(Errno) { try disk.synchronize(folder) }
}

private struct MisreadFile: DiskFile {
  let file: any DiskFile
  let place: Int

  func read(_ count: Int, at offset: Int64) throws(Errno) -> [UInt8] {
    var bytes = try file.read(count, at: offset)
    let own = place - Int(offset)
    if bytes.indices.contains(own) { bytes[own] ^= 1 << UInt8(place % 8) }
    return bytes
  }

  func write(_ bytes: [UInt8], _ range: Range<Int>, at offset: Int64) throws(Errno) -> Int {
    try file.write(bytes, range, at: offset)
  }

  func size() throws(Errno) -> Int64 { try file.size() }

  func resize(to size: Int64) throws(Errno) { try file.resize(to: size) }

  func synchronize() throws(Errno) { try file.synchronize() }
}
