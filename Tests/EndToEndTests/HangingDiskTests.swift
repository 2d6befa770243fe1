import Foundation
import Glibc
import TestKit
import Testing

/// A disk that hangs: its calls do not fail, they do not return.
@Suite(.blocking, .timeLimit(.minutes(20)), .needsLoopDevices)
struct HangingDiskTests {
  private let scratch = Scratch()
  private let disk: FrozenDisk
  private let target = SwitchedTarget()
  private let stage: Stage
  private let store = FrozenDisk.mountPoint + "/store"

  init() throws {
    disk = try FrozenDisk(scratch)
    stage = try Stage(ConfigurationText(target), prefix: disk.prefix)
  }

  @Test func `a disk that hangs stops no probe, is told of, and takes everything when it goes on`()
    throws
  {
    let socket = try NotifySocket()
    let daemon = try stage.start(store: store, environment: ["NOTIFY_SOCKET": socket.path])
    try #require(target.waitForConnections(3), "\(daemon.errors)")
    let memory = daemon.residentBytes
    try disk.whileFrozen {
      // One check a second: 12 more in at least 11 s.
      let begin = NotifySocket.now()
      #expect(target.waitForConnections(12, within: .seconds(40)), "probing goes on")
      #expect(NotifySocket.now() - begin > .seconds(10), "at its rate")
      let said = eventually(within: .seconds(60)) {
        socket.next(where: "STATUS", within: .seconds(30))?.fields["STATUS"]?
          .contains("nothing could be written for") == true
      }
      #expect(said, "the status line tells of it")
      #expect(daemon.residentBytes < memory + (16 << 20), "\(memory) bytes before")
      let samples = try stage.samples(store: store)
      #expect(samples > 0, "the record can be read meanwhile")
    }
    try #require(target.waitForConnections(3), "\(daemon.errors)")
    stage.stop(daemon)
    #expect(try stage.samples(store: store) == Int64(target.accepted), "every sample is there")
    #expect(try stage.constat("verify", store: store).ending == .exit(0))
  }

  @Test func `a stop waits for a disk that hangs, and ends when it goes on`() throws {
    let daemon = try stage.start(store: store)
    try #require(target.waitForConnections(3), "\(daemon.errors)")
    try disk.whileFrozen {
      try #require(target.waitForConnections(3), "\(daemon.errors)")
      daemon.signal(SIGTERM)
      #expect(daemon.end(within: .seconds(4)) == nil, "what waits is not given up")
      let accepted = target.accepted
      pass(.seconds(2))
      #expect(target.accepted == accepted, "nothing is begun any more")
    }
    #expect(daemon.end() == .exit(0), "\(daemon.errors)")
    #expect(try stage.samples(store: store) == Int64(target.accepted))
  }

  @Test func `who kills it meanwhile loses what waited, and nothing that was written`() throws {
    let first = try stage.start(store: store)
    try #require(target.waitForConnections(5), "\(first.errors)")
    let before = try stage.samples(store: store)
    try disk.whileFrozen {
      try #require(target.waitForConnections(3), "\(first.errors)")
      // It ends as soon as the kernel lets it.
      first.signal(SIGKILL)
    }
    try #require(first.end() == .signal(SIGKILL))
    let second = try stage.start(store: store)
    #expect(second.line(containing: "daemon gap", within: .seconds(30)) != nil, "\(second.errors)")
    try #require(target.waitForConnections(3), "\(second.errors)")
    stage.stop(second)
    let after = try stage.samples(store: store)
    #expect(after >= before + 3 && after <= Int64(target.accepted), "\(before), \(after)")
    #expect(try stage.constat("verify", store: store).ending == .exit(0))
  }
}

extension RunningProgram {
  /// How much memory it has, in bytes: of /proc/PID/statm the second number, in pages.
  fileprivate var residentBytes: Int {
    let text = try? String(contentsOfFile: "/proc/\(processID)/statm", encoding: .utf8)
    let pages = text?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return (pages ?? 0) * 4_096
  }
}
