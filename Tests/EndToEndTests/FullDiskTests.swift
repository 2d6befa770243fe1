import Glibc
import Testing

/// A disk that fills up: what was recorded stays, what was measured meanwhile follows.
@Suite(.blocking, .timeLimit(.minutes(20)), .needsMounts)
struct FullDiskTests {
  private static let mountPoint = "/mnt"

  /// 24 MiB that nobody else sees.
  private func smallDisk(_ scratch: Scratch) throws -> MountNamespace {
    try MountNamespace(
      script: "mount -t tmpfs -o mode=755,size=24m tmpfs \"$1\"; echo ready; exec sleep 600",
      [Self.mountPoint],
      scratch: scratch
    )
  }

  @Test func `a full disk stops no probe, and what it refused is recorded when there is room`()
    throws
  {
    let scratch = Scratch()
    let disk = try smallDisk(scratch)
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target), prefix: disk.prefix)
    let store = Self.mountPoint + "/store"
    let daemon = try stage.start(store: store)
    try #require(target.waitForConnections(5), "\(daemon.errors)")
    let before = try stage.samples(store: store)
    #expect(before > 0)

    let filler = disk.outside(Self.mountPoint + "/filler")
    fill(filler)
    #expect(target.waitForConnections(10), "probing goes on")
    let said = daemon.line(containing: "store exhausted", within: .seconds(30))
    #expect(said?.hasPrefix("<2>") == true, "nobody is told: \(daemon.errors)")
    #expect(daemon.isRunning, "\(daemon.errors)")
    #expect(try stage.samples(store: store) >= before, "nothing acknowledged is lost")

    unsafe unlink(filler)
    let full = try stage.samples(store: store)
    let isBack = eventually(within: .seconds(60)) {
      ((try? stage.samples(store: store)) ?? 0) >= full + 3
    }
    #expect(isBack, "recording goes on when there is room: \(daemon.errors)")
    stage.stop(daemon)
    // Half a million records fit into memory while the disk takes none: none of these is lost.
    #expect(try stage.samples(store: store) == Int64(target.accepted))
  }

  @Test func `an outage is said while the disk is full, and once`() throws {
    let scratch = Scratch()
    let disk = try smallDisk(scratch)
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target), prefix: disk.prefix)
    let store = Self.mountPoint + "/store"
    let daemon = try stage.start(store: store)
    try #require(target.waitForConnections(3), "\(daemon.errors)")
    let filler = disk.outside(Self.mountPoint + "/filler")
    fill(filler)
    try #require(
      daemon.line(containing: "store exhausted", within: .seconds(30)) != nil,
      "\(daemon.errors)"
    )
    target.become(.errorPage)
    let opened = daemon.line(containing: "incident opened", within: .seconds(30))
    #expect(opened != nil, "nothing is said: \(daemon.errors)")
    #expect(!daemon.errors.contains("store recovered"), "the disk is still full")
    unsafe unlink(filler)
    #expect(daemon.line(containing: "store recovered", within: .seconds(60)) != nil)
    target.become(.up)
    #expect(daemon.line(containing: "incident resolved", within: .seconds(30)) != nil)
    stage.stop(daemon)
    for words in ["incident opened", "incident confirmed", "incident resolved", "store exhausted"] {
      #expect(daemon.errors.occurrences(of: words) == 1, "\(words): \(daemon.errors)")
    }
    #expect(try stage.samples(store: store) == Int64(target.accepted))
  }

  @Test func `an end on a full disk is none in order, and the next start names the time lost`()
    throws
  {
    let scratch = Scratch()
    let disk = try smallDisk(scratch)
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target), prefix: disk.prefix)
    let store = Self.mountPoint + "/store"
    let daemon = try stage.start(store: store)
    try #require(target.waitForConnections(3), "\(daemon.errors)")
    let filler = disk.outside(Self.mountPoint + "/filler")
    fill(filler)
    try #require(
      daemon.line(containing: "store exhausted", within: .seconds(30)) != nil,
      "\(daemon.errors)"
    )
    try #require(target.waitForConnections(3), "\(daemon.errors)")
    daemon.signal(SIGTERM)
    #expect(daemon.end() == .exit(74), "\(daemon.errors)")
    #expect(daemon.errors.contains(" could not be written: see the store's disk"))
    #expect(daemon.errors.contains("The next start records that time as lost"), "\(daemon.errors)")

    unsafe unlink(filler)
    let next = try stage.start(store: store)
    #expect(next.line(containing: "store loss", within: .seconds(30)) != nil, "\(next.errors)")
    stage.stop(next)
    let again = try stage.start(store: store)
    try #require(target.waitForConnections(2), "\(again.errors)")
    stage.stop(again)
    #expect(again.errors.occurrences(of: "store loss") == 0, "it is told once: \(again.errors)")
  }

  /// Writes until the disk takes no more.
  private func fill(_ path: String) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    let block = [UInt8](repeating: 0xAA, count: 4_096)
    while unsafe write(descriptor, block, block.count) > 0 {}
    close(descriptor)
  }
}

extension String {
  /// How often `words` stand in it.
  fileprivate func occurrences(of words: String) -> Int { ranges(of: words).count }
}
