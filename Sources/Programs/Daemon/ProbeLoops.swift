import ConfigFile
import Execution
import Posix
import Probing
import Sampling

/// The two loops: handshakes of the secure one would make the plain one's answers late.
struct ProbeLoops: Sendable {
  /// HTTP and TCP.
  let plain: ProbeLoop
  /// HTTPS.
  let secure: ProbeLoop

  /// Makes both; they run after ``start()``.
  ///
  /// - Parameters:
  ///   - resolver: Who resolves names, by the configuration.
  ///   - finished: Where what has ended goes.
  init(resolver: ConfigFile.Resolver, finished: Mailbox<FinishedProbe>) throws(ProbingError) {
    secure = try ProbeLoop(.daemon(isSecure: true, resolver)) { ended in
      ProbeLoops.post(ended, finished)
    }
    plain = try ProbeLoop(.daemon(isSecure: false, resolver), secure: secure) { ended in
      ProbeLoops.post(ended, finished)
    }
  }

  /// How many attempts both have in flight at most.
  static let inFlightLimit = 2 * LoopSettings().inFlightLimit

  /// Starts both threads.
  func start() throws(ProbingError) {
    try plain.start()
    try secure.start()
  }

  /// Hands due probes over.
  ///
  /// - Returns: Those that were refused, because too much is in flight.
  func submit(_ due: [DueProbe]) -> [DueProbe] {
    let secureOnes = due.filter(\.probe.isSecure)
    if secureOnes.isEmpty { return Array(due.dropFirst(plain.submit(due))) }
    let plainOnes = due.filter { !$0.probe.isSecure }
    return Array(plainOnes.dropFirst(plain.submit(plainOnes)))
      + Array(secureOnes.dropFirst(secure.submit(secureOnes)))
  }

  /// Takes nothing more and waits until what is in flight has ended, at most its timeout.
  func finish() async {
    await plain.finish()
    await secure.finish()
  }

  /// Ends both threads.
  func stop() {
    plain.stop()
    secure.stop()
  }

  /// The mailbox is large enough by its making (see ``Arrivals``): a refusal is a fault of ours.
  private static func post(_ ended: [FinishedProbe], _ finished: Mailbox<FinishedProbe>) {
    let taken = finished.post(contentsOf: ended)
    precondition(taken == ended.count, "the mailbox holds what two looks are apart")
  }
}

extension LoopSettings {
  /// The settings of a loop of the daemon.
  fileprivate static func daemon(isSecure: Bool, _ resolver: ConfigFile.Resolver) -> LoopSettings {
    var settings = LoopSettings(isSecure: isSecure)
    if case .servers(let servers) = resolver {
      settings.nameServers = servers.map(\.description)
    }
    return settings
  }
}
