import Agreement
import BundleFormat
import Chronology
import Crypto
import Exporting
import Glibc
import Judging
import Posix
import Proving
import Rollups
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Archive

/// A store that was written once and is kept as it is: that a change which is made alike where bytes are
/// written and where they are read is seen.
@Suite(.timeLimit(.minutes(30)), .serialized) struct FrozenStoreTests {
  /// What a store says: its samples as an export has them, its other records, and the rows of its
  /// rollups.
  private func says(_ disk: FaultyDisk) throws -> String {
    var lines: [String] = []
    var definitions: [SeriesID: CheckDefinition] = [:]
    var samples: [Sample] = []
    var reader = try RecordReader(disk)
    while let item = try reader.next() {
      switch item {
      case .group(let group):
        for record in group.records {
          if case .series(let series, let definition) = record { definitions[series] = definition }
          if case .sample(let sample) = record { samples.append(sample) }
          if !group.flags.contains(.repetition) {
            lines += FrozenStore.text(record).map { ["\(group.sequence) \($0)"] } ?? []
          }
        }
      case .samples(let found): samples += found
      case .damage(let damage): Issue.record("\(damage)")
      }
    }
    for sample in samples {
      lines.append(ExportedSample(sample, of: try #require(definitions[sample.series]).id).json)
    }
    for tier in RollupTier.allCases {
      for day in try RollupName.days(tier, on: disk) {
        for row in try RollupKeeperTests.rows(tier, day, disk).rows {
          let (sums, time) = (row.summary, row.summary.time)
          lines.append(
            "\(tier) \(row.series.number) \(row.period.start) \(sums.up) \(sums.degraded)"
              + " \(sums.down) \(sums.void) \(time.elapsed) \(time.low) \(time.estimate)"
              + " \(time.high) \(time.unknown) \(row.detail.bytes) \(row.detail.breaks)"
          )
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func signer(_ store: [UInt8]) throws -> CheckpointSigner {
    try CheckpointSigner(
      try SigningKey(seed: [UInt8](1...32)),
      origin: CheckpointSigner.origin(of: store)
    )
  }

  @Test func `it is read, proved, and gone on with`() async throws {
    if unsafe getenv("CONSTAT_FREEZE") != nil { try await freeze() }
    let files = try FrozenStore.files()
    #expect(files.values.reduce(0) { $0 + $1.count } < 200_000)
    let folders = Set(files.keys.map(FaultyDisk.folder))
    #expect(folders == Set(StoreFolder.allCases.map(\.rawValue)), "a file of each kind")
    let disk = FaultyDisk(files)
    let store = try disk.identity()
    let said = try #require(TestFile.bytes(RepositoryFile.path("\(FrozenStore.folder)/says.txt")))
    let text = String(decoding: said, as: UTF8.self)
    #expect(try says(disk) == text)
    for kind in [
      "vantage", "series", "gap", "started", "reloaded", "stopped", "clock", "imported", "event",
      "sent", "loss", "expired", "expired-rollup", "unplanned", "annotated", "observed",
      "certificate", "sealed", "key",
    ] {
      #expect(text.contains(" \(kind) "), "a record of each kind: \(kind)")
    }
    let verified = try StoreVerifier.run(on: disk, of: store)
    #expect(verified.isProved, "\(verified)")
    #expect(verified.rollups > 0 && verified.reports > 0 && !verified.stamps.isEmpty)

    // Another version goes on with it.
    let clock = TestClock()
    clock.advance(.days(5))
    let next = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    #expect(next.recovery.damages == [] && next.recovery.wasClosedCleanly)
    next.append(samples(0..<5))
    await next.close()
    var sealer = try Sealer(of: store, on: disk, signer: try signer(store))
    for number in try ArchiveListing(disk).logs { _ = try sealer.seal(number) }
    let after = try StoreVerifier.run(on: disk, of: store)
    #expect(after.isProved && after.samples == verified.samples + 5, "\(after)")
  }

  @Test func `a bundle of it is proved`() throws {
    let path = RepositoryFile.path("\(FrozenStore.folder)/bundle.txt")
    let file = try FileHandle(opening: path, .readOnly)
    let keys = try KeyFile.read(FaultyDisk(try FrozenStore.files()))
    let verdict = try BundleReading.verify(file, trusting: keys.first)
    #expect(verdict.isProved && verdict.isSigned, "\(verdict.findings)")
    #expect(verdict.checks.map(\.id.description) == ["front"])
    #expect(verdict.checks.first?.counts[.up] ?? 0 >= 36)
  }

  /// Writes the store of a format that has none yet.
  private func freeze() async throws {
    let path = RepositoryFile.path(FrozenStore.folder)
    if (try? Directory(opening: path)) != nil { return }
    let fixture = try await EvidenceFixture()
    fixture.store.append(FrozenStore.records + [try report(fixture.disk)])
    await fixture.measure(0..<67)
    await fixture.close()
    let (bundle, _) = try fixture.bundle(2, 5)
    let note = try SignedNote(try #require(fixture.disk.files["./checkpoint"]))
    let request = try TimeStampFiles.request(for: note, nonce: [UInt8](1...8))
    let authority = try #require(TimeStampAuthority())
    let reply = try #require(authority.answer(request.encoded))
    let size = try Checkpoint(note.text).size
    try TimeStampFiles.keep(note, size: size, reply, on: fixture.disk)
    var files = fixture.disk.files.filter { !$0.key.hasSuffix(".spare") }
    files["quarantine/0000000000000009-0000000000001000.damaged"] = [1, 2, 3]
    for (name, bytes) in files where name.hasSuffix(".log") {
      let end = bytes.lastIndex { $0 != 0 }.map { $0 / 4_096 * 4_096 + 4_096 } ?? 0
      files[name] = Array(bytes.prefix(end))
    }
    let goldens = RepositoryFile.path("Tests/Goldens/Store")
    if (try? Directory(opening: goldens)) == nil { try Directory.make(goldens) }
    for folder in ["", "/store"] { try Directory.make(path + folder) }
    for folder in StoreFolder.allCases where folder != .root {
      try Directory.make("\(path)/store/\(folder.rawValue)")
    }
    try write(Array(says(FaultyDisk(files)).utf8), "\(path)/says.txt")
    try write(bundle, "\(path)/bundle.txt")
    for (name, bytes) in files { try write(bytes, "\(path)/store/\(name)") }
  }

  private func write(_ bytes: [UInt8], _ path: String) throws {
    let file = try FileHandle(opening: path, [.writeOnly, .create, .truncate])
    try file.writeAll(bytes)
  }

  /// Both files of a report, and the event that says what they are.
  private func report(_ disk: FaultyDisk) throws -> Record {
    let (start, end) = ("2026-03-14T00:00:00Z", "2026-03-15T00:00:00Z")
    var fields = [
      ("AGREEMENT", "shop"), ("REVISION", "1"), ("AGREEMENT_SHA256", "00"),
      ("PERIOD", "2026-03-14"), ("WINDOW_START", start), ("WINDOW_END", end),
      ("REPORT_REVISION", "1"), ("AS_OF", end),
    ]
    for ending in ["json", "html"] {
      let name = "shop.2026-03-14.r1.\(ending)"
      let hash = try SealedReportFiles.write(Array("\(ending)\n".utf8), as: name, on: disk)
      fields.append(("\(ending.uppercased())_SHA256", hash))
    }
    return .event(
      RecordedEvent(
        kind: "report.sealed",
        key: "report.sealed/shop",
        time: midnight,
        message: "report sealed",
        fields: fields.map { RecordedEvent.Field(name: $0.0, value: $0.1) }
      )
    )
  }
}
