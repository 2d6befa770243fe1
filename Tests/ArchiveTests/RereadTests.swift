import Posix
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// A disk that writes something else than it was given: what is made is read again before it is believed.
@Suite(.timeLimit(.minutes(20))) struct RereadTests {
  /// Changes one bit of what is written to new files of one folder.
  private struct LyingDisk: Disk {
    let disk: FaultyDisk
    let folder: StoreFolder
    let bit: Int

    func names(in folder: StoreFolder) throws(Errno) -> [String] { try disk.names(in: folder) }
    func open(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
      try disk.open(name, in: folder)
    }
    func modify(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
      try disk.modify(name, in: folder)
    }
    func create(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
      let file = try disk.create(name, in: folder)
      return folder == self.folder ? LyingFile(file: file, bit: bit) : file
    }
    func rename(_ name: String, to other: String, in folder: StoreFolder) throws(Errno) {
      try disk.rename(name, to: other, in: folder)
    }
    func remove(_ name: String, in folder: StoreFolder) throws(Errno) {
      try disk.remove(name, in: folder)
    }
    func synchronize(_ folder: StoreFolder) throws(Errno) { try disk.synchronize(folder) }
  }

  private struct LyingFile: DiskFile {
    let file: any DiskFile
    let bit: Int

    func write(_ bytes: [UInt8], _ range: Range<Int>, at offset: Int64) throws(Errno) -> Int {
      var written = bytes
      let place = bit / 8 - Int(offset) + range.lowerBound
      if range.contains(place) { written[place] ^= 1 << UInt8(bit % 8) }
      return try file.write(written, range, at: offset)
    }
    func read(_ count: Int, at offset: Int64) throws(Errno) -> [UInt8] {
      try file.read(count, at: offset)
    }
    func size() throws(Errno) -> Int64 { try file.size() }
    func resize(to size: Int64) throws(Errno) { try file.resize(to: size) }
    func synchronize() throws(Errno) { try file.synchronize() }
  }

  @Test(arguments: [StoreFolder.samples, .ledger])
  func `a bit that is written wrongly is noticed, and nothing gets a name`(
    _ folder: StoreFolder
  ) async throws {
    let clock = TestClock()
    let disk = FaultyDisk()
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define([definition])
    store.append(samples(0..<30) + [.sent("said")])
    await store.close()
    let id = store.recovery.store
    let whole = FaultyDisk(disk.files)
    var sealer = try Sealer(of: id, on: whole, signer: nil)
    _ = try sealer.seal(1)
    let name = try #require(whole.files.keys.first { FaultyDisk.folder(of: $0) == folder.rawValue })
    let length = try #require(whole.files[name]).count
    // The whole of a short file, and each byte in one of its bits.
    for byte in 0..<length {
      let copy = FaultyDisk(disk.files)
      let lying = LyingDisk(disk: copy, folder: folder, bit: byte * 8 + byte % 8)
      var sealer = try Sealer(of: id, on: lying, signer: nil)
      #expect(throws: ArchiveError.self, "byte \(byte)") { try sealer.seal(1) }
      let left = copy.files.keys.filter { FaultyDisk.folder(of: $0) == folder.rawValue }
      #expect(left == [], "byte \(byte): \(left)")
      #expect(copy.files.keys.contains { $0.hasSuffix(".log") }, "the log is kept")
    }
  }
}
