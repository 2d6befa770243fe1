import Chronology
import Execution
import Posix
import Storage
import StoreFormat
import StoreTestKit
import Testing
import Upkeep

@testable import Archive

/// What a reader learns of expiry while a writer goes on.
@Suite(.timeLimit(.minutes(30))) struct ExpiredFilesTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  /// A disk that goes on as soon as something is read of it: what was listed is not there any more.
  private struct MovingDisk: Disk {
    let before: FaultyDisk
    let after: FaultyDisk
    let hasMoved = Lock(false)

    private var now: FaultyDisk { hasMoved.withLock { $0 } ? after : before }

    func names(in folder: StoreFolder) throws(Errno) -> [String] { try now.names(in: folder) }

    func open(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
      hasMoved.withLock { $0 = true }
      return try after.open(name, in: folder)
    }

    func create(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
      throw Errno.notPermitted
    }

    func modify(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
      throw Errno.notPermitted
    }

    func rename(_ name: String, to other: String, in folder: StoreFolder) throws(Errno) {
      throw Errno.notPermitted
    }

    func remove(_ name: String, in folder: StoreFolder) throws(Errno) {
      throw Errno.notPermitted
    }

    func synchronize(_ folder: StoreFolder) throws(Errno) {}
  }

  private func archivist(_ store: Store) throws -> Archivist {
    try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      retention: Retention(samples: .hours(2)),
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

  @Test func `an entry that is sealed between the listing and the reading is found`() async throws {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define([definition])
    let archivist = try archivist(store)
    for hour in 0..<5 {
      store.append(samples(hour * 10..<hour * 10 + 10))
      await store.flush()
      clock.advance(.hours(1))
    }
    await archivist.sealEnded()
    #expect(try ArchiveListing(disk).isMissing(1), "it has expired")
    let before = FaultyDisk(disk.files)
    #expect(try ExpiredFiles().contains(1, on: before))
    let said = try #require(try ArchiveListing(before).logs.last)
    for hour in 5..<8 {
      store.append(samples(hour * 10..<hour * 10 + 10))
      await store.flush()
      clock.advance(.hours(1))
      await archivist.sealEnded()
    }
    #expect(try !ArchiveListing(disk).logs.contains(said), "it is sealed, and removed")
    let moving = MovingDisk(before: before, after: FaultyDisk(disk.files))
    #expect(try ExpiredFiles().contains(1, on: moving))
    #expect(try !ExpiredFiles().contains(8, on: moving), "that one is there")
  }
}
