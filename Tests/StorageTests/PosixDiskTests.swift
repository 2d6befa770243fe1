import Chronology
import Dispatch
import Glibc
import Posix
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(30))) struct PosixDiskTests {
  let scratch: Scratch
  let witness = Witness()

  init() throws {
    scratch = try Scratch()
  }

  private var path: String { scratch.file("store") }

  private func open(_ clock: StoreClock = .system) throws -> Store {
    try Store.open(path, clock: clock, observer: witness.observer)
  }

  /// Why the store can't be opened.
  private func refusal(_ clock: StoreClock = .system) -> StoreError? {
    do throws(StoreError) {
      _ = try Store.open(path, clock: clock, observer: witness.observer)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a folder among the temporary files is named`() async throws {
    try await write([])
    try Directory.make("\(path)/samples/.tmp-x")
    _ = try scratch.write("x", to: "store/samples/.tmp-x/y")
    let error = refusal()
    #expect(error == .failed("remove samples/.tmp-x", .isDirectory), "\(error.debugDescription)")
    #expect(error?.description.contains("samples/.tmp-x: ") == true)
  }

  /// Writes a store and lets it go.
  private func write(_ records: [Record]) async throws {
    let store = try open()
    store.append(records)
    #expect(await store.close())
  }

  @Test func `a store is made, written, and read back from a real folder`() async throws {
    try await write(samples(0..<100))
    #expect(try readAll(PosixDisk.reading(path)).records == samples(0..<100))
    let folder = try Directory(opening: path)
    let names = try folder.names()
    #expect(
      names == [
        "STORE", "checkpoints", "days", "hours", "ledger", "lock", "log", "quarantine", "reports",
        "samples",
      ]
    )
    let mode = try folder.status(of: "STORE").permissions
    #expect(mode & 0o007 == 0)
  }

  @Test func `a writer waits for its turn behind one that does one thing, and behind no other`()
    throws
  {
    let first = try PosixDisk.writing(path, isPassing: true)
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.5) { first.release() }
    let second = try PosixDisk.writing(path)
    #expect(refusal() == .locked(path: path, process: CurrentProcess.number))
    second.release()
    #expect(refusal() == nil)
  }

  @Test func `what follows the removal of the file that is written is kept, and the hole is told`()
    async throws
  {
    try await write(samples(0..<5))
    let store = try open()
    store.append(samples(5..<10))
    #expect(await store.flush())
    let log = try Directory(opening: path + "/log")
    let newest = try #require(try log.names().last { $0.hasSuffix(".log") })
    try log.remove(newest)
    store.append(samples(10..<20))
    #expect(await store.flush())
    store.append(samples(20..<30))
    #expect(await store.close())
    let (records, damages) = try readAll(PosixDisk.reading(path))
    #expect(records == samples(0..<5) + samples(10..<30))
    #expect(damages.count == 1)
    let next = try open()
    #expect(await next.close())
    #expect(next.recovery.damages.count == 1, "the next start puts it on record")
  }

  @Test func `without the folder of the log nothing counts as written`() async throws {
    let store = try open()
    store.append(samples(0..<10))
    #expect(await store.flush())
    try removeAll(path + "/log")
    store.append(samples(10..<20))
    #expect(await !store.flush())
    #expect(await !store.close())
    #expect(witness.records == samples(0..<10))
  }

  /// Removes a folder without folders in it.
  private func removeAll(_ path: String) throws {
    let folder = try Directory(opening: path)
    for name in try folder.names() { try folder.remove(name) }
    #expect(unsafe rmdir(path) == 0)
  }

  @Test func `a second writer is told which process has the store`() throws {
    let store = try open()
    #expect(refusal() == .locked(path: path, process: CurrentProcess.number))
    #expect(refusal()?.description.contains("process \(CurrentProcess.number)") == true)
    extendLifetime(store)
  }

  @Test(arguments: [false, true])
  func `a lock file that is removed or replaced lets no second writer in`(
    isReplaced: Bool
  ) async throws {
    let store = try open()
    let folder = try Directory(opening: path)
    try folder.remove("lock")
    if isReplaced { _ = try FileHandle(opening: "lock", in: folder, [.create, .readWrite]) }
    #expect(refusal() == .locked(path: path, process: nil))
    #expect(PosixDisk.isWritten(path) == true)
    store.append(samples(0..<3))
    #expect(await store.close())
    #expect(PosixDisk.isWritten(path) == (isReplaced ? false : nil))
    #expect(refusal() == nil, "the next writer makes another")
    #expect(PosixDisk.isWritten(path) == false)
  }

  @Test func `a clock before 2020 is refused and nothing is made`() throws {
    let clock = StoreClock(now: { Instant(seconds: 1_000) }, bootTime: { 0 })
    #expect(refusal(clock) == .clockUnset(Instant(seconds: 1_000)))
    #expect(throws: StoreError.noStore(path: path)) { _ = try PosixDisk.reading(path) }
  }

  @Test func `a clock after 2115 is refused and nothing is made`() throws {
    let time = Instant(seconds: 4_607_280_000)
    #expect(refusal(StoreClock(now: { time }, bootTime: { 0 })) == .clockUnset(time))
    #expect(StoreError.clockUnset(time).description.contains("after 2115: set the clock"))
    #expect(throws: StoreError.noStore(path: path)) { _ = try PosixDisk.reading(path) }
  }

  @Test func `a record that ends after 2115 is not gone on with`() async throws {
    let time = Lock(Instant(seconds: 4_607_279_999))
    let clock = StoreClock(now: { time.withLock { $0 } }, bootTime: { 0 })
    let store = try open(clock)
    time.withLock { $0 = Instant(seconds: 4_607_280_005) }
    store.append([.stopped(Instant(seconds: 4_607_280_005))])
    #expect(await store.close())
    #expect(refusal() == .atTheEndOfTime(Instant(seconds: 4_607_280_005)))
  }

  @Test func `a newer store is refused and nothing is changed`() async throws {
    try await write([])
    try scratch.write("format=2\nstore=00\n", to: "store/STORE")
    guard case .newerFormat(let file, _) = refusal() else {
      Issue.record("taken")
      return
    }
    #expect(file == "STORE")
    #expect(try scratch.read("store/STORE") == Array("format=2\nstore=00\n".utf8))
  }

  @Test func `a newer log file is refused`() async throws {
    try await write(samples(0..<1))
    let name = "store/log/0000000000000001.log"
    var bytes = try scratch.read(name)
    bytes[8] = 2
    var sink = ByteSink()
    sink.integer(CRC32C.of(Array(bytes.prefix(4_092))))
    bytes.replaceSubrange(4_092..<4_096, with: sink.bytes)
    try scratch.write(bytes, to: name)
    guard case .newerFormat("log/0000000000000001.log", _) = refusal() else {
      Issue.record("taken")
      return
    }
  }

  @Test func `a file that isn't ours in the place of STORE is refused`() async throws {
    try await write([])
    try scratch.write("hello", to: "store/STORE")
    #expect(refusal() == .unreadable(file: "STORE"))
    #expect(readersRefusal() == refusal())
  }

  /// Why a reader refuses the store.
  private func readersRefusal() -> StoreError? {
    do throws(StoreError) {
      _ = try PosixDisk.reading(path)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a log without STORE is refused by its writer and its readers, and left alone`()
    async throws
  {
    try await write(samples(0..<1))
    _ = unsafe unlink("\(path)/STORE")
    #expect(refusal() == .unreadable(file: "STORE"))
    #expect(readersRefusal() == .unreadable(file: "STORE"))
    let isThere = try Directory(opening: path).contains("STORE")
    #expect(!isThere)
  }

  @Test func `a store of a newer format is refused by its writer and its readers`() async throws {
    try await write(samples(0..<1))
    try scratch.write("format=2\nstore=x\n", to: "store/STORE")
    guard case .newerFormat("STORE", _) = refusal() else {
      Issue.record("taken")
      return
    }
    #expect(readersRefusal() == refusal())
  }

  @Test func `folders without STORE and without a log are no store yet`() async throws {
    try await write([])
    _ = unsafe unlink("\(path)/STORE")
    _ = unsafe unlink("\(path)/log/0000000000000001.log")
    #expect(readersRefusal() == .noStore(path: path))
    #expect(refusal() == nil)
  }

  @Test func `a store without its log or quarantine is no whole one, and not none`() async throws {
    try await write(samples(0..<3))
    try removeAll("\(path)/log")
    #expect(readersRefusal() == .unreadable(file: "\(path)/log"))
    #expect(readersRefusal()?.description.contains("restore it from a backup") == true)
  }

  @Test func `another user's folder is refused with what to do`() throws {
    let error = StoreError.foreignOwner(path: "/s", owner: 12, user: 34)
    #expect(error.description.contains("chown -R 34 /s"))
    if CurrentProcess.user != 0 {
      do throws(StoreError) {
        _ = try PosixDisk.writing("/")
        Issue.record("taken")
      } catch {
        #expect(error == .foreignOwner(path: "/", owner: 0, user: CurrentProcess.user))
      }
    }
  }

  @Test func `names of other files in the log are passed over`() async throws {
    try await write(samples(0..<3))
    try scratch.write("x", to: "store/log/README")
    try scratch.write("x", to: "store/log/1.log")
    try scratch.write("x", to: "store/log/.tmp-0000000000000009.log")
    #expect(refusal() == nil)
    #expect(try readAll(PosixDisk.reading(path)).records == samples(0..<3))
    let folder = try Directory(opening: "\(path)/log")
    let isLeft = folder.contains(".tmp-0000000000000009.log")
    #expect(!isLeft)
  }

  @Test(arguments: ["STORE", "log/0000000000000001.log"])
  func `a pipe in a file's place is refused at once`(name: String) async throws {
    #expect(await (try open()).close())
    _ = unsafe unlink("\(path)/\(name)")
    try #require(unsafe mkfifo("\(path)/\(name)", 0o600) == 0)
    #expect(refusal() != nil)
  }

  @Test func `a number after which none comes is no file of the log`() async throws {
    #expect(await (try open()).close())
    let names = ["ffffffffffffffff", "4000000000000000"]
    for name in names {
      _ = try FileHandle(opening: "\(path)/log/\(name).log", [.readWrite, .create])
    }
    #expect(await (try open()).close())
    #expect(LogName.number(of: "3fffffffffffffff.log") == (1 << 62) - 1)
  }
}
