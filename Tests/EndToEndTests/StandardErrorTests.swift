import Glibc
import Testing

/// Where there is no journal, events are lines that a service manager can take apart.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct StandardErrorTests {
  private static let hasJournal = unsafe access("/run/systemd/journal/socket", F_OK) == 0

  @Test(
    .enabled(
      if: !hasJournal || MountNamespace.refusal == nil,
      "this machine's journal can't be hidden from the daemon without a mount namespace"
    )
  )
  func `without a journal, events are lines with their priority on standard error`() throws {
    let scratch = Scratch()
    let namespace = try Self.hasJournal ? hiddenJournal(scratch) : nil
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target), prefix: namespace?.prefix ?? [])
    let daemon = try stage.start()
    #expect(daemon.line { $0.hasPrefix("<6>daemon started: ") } != nil, "\(daemon.errors)")
    target.become(.errorPage)
    #expect(daemon.line { $0.hasPrefix("<3>incident opened: ") } != nil, "\(daemon.errors)")
    #expect(daemon.line { $0.hasPrefix("<2>objective breached: ") } != nil, "\(daemon.errors)")
    target.become(.up)
    #expect(daemon.line { $0.hasPrefix("<5>incident resolved: ") } != nil, "\(daemon.errors)")
    stage.stop(daemon)
    #expect(daemon.line { $0.hasPrefix("<6>daemon stopped: ") } != nil, "\(daemon.errors)")
    withExtendedLifetime(namespace) {}
  }

  private func hiddenJournal(_ scratch: Scratch) throws -> MountNamespace {
    try MountNamespace(
      script: "mount -t tmpfs tmpfs /run/systemd; echo ready; exec sleep 600",
      [],
      scratch: scratch
    )
  }
}
