import Chronology
import ConfigFile
import Dispatch
import Execution
import Importing
import Posix
import Storage
import Synchronization

/// Does what commands ask for by the store's inbox, one request at a time.
///
/// It has a queue of its own, where it may wait for the disk and for the store: five million lines
/// delay neither a probe nor the watchdog. What it finds in the inbox is untrusted.
actor InboxWatch: QueueActor {
  nonisolated let executor = QueueExecutor(label: "constat.inbox", qos: .utility)

  /// How often it looks.
  private static let period = TimeAmount.seconds(1)
  /// How often it clears away what nobody waits for, and how old that is.
  private static let sweepPeriod = TimeAmount.hours(1), shelfLife = TimeAmount.hours(24)

  private let path: String
  private let imports: InboxImport
  private let annotations: InboxAnnotation
  private let observations: InboxObservation
  private let reloads: InboxReload
  private let isEnding: EndMark
  private let sealer: ReportSealer
  private var timer: QueueTimer?
  private var lastSweep: Instant?
  /// The next look begins behind it.
  private var lastServed: String?
  private var hasComplained = false

  /// A watch on the inbox of the daemon's store; what it records may change a sealed report.
  init(_ assembly: Assembly, _ reloader: Reloader, _ sealer: ReportSealer) {
    let isEnding = EndMark()
    self.isEnding = isEnding
    path = assembly.plan.configuration.store
    self.sealer = sealer
    imports = InboxImport(assembly, reloader) { !isEnding.isSet }
    annotations = InboxAnnotation(assembly, reloader) { !isEnding.isSet }
    observations = InboxObservation(assembly, reloader) { !isEnding.isSet }
    reloads = InboxReload { on(reloader) { $0.reload() } }
  }

  /// Looks from now on; makes the inbox if there is none.
  func begin() {
    visit { inbox throws(Errno) in
      // It may have been what ended the daemon: it is not read a second time by itself.
      let text = "constatd ended while it was at it: give the same command again"
      try inbox.answerAbandoned(with: InboxAnswer(ExitStatus.temporary.rawValue, text).bytes)
    }
    timer = QueueTimer(on: executor) { [weak self] in self?.assumeIsolated { $0.look() } }
    arm()
  }

  /// Looks no more, and cuts short what it is doing; call ``leave()`` to wait for that.
  nonisolated func end() { isEnding.set() }

  /// Has ended when this returns.
  func leave() { timer = nil }

  private func arm() {
    timer?.arm(
      at: SystemClocks.monotonic() + InboxWatch.period.nanoseconds,
      leeway: 100_000_000
    )
  }

  private func look() {
    visit { inbox throws(Errno) in
      // One that can't be begun doesn't keep the others waiting.
      var obstacle: Errno?
      for name in try inbox.waiting(after: lastServed) where !isEnding.isSet {
        lastServed = name
        do throws(Errno) {
          try serve(name, of: inbox)
        } catch {
          obstacle = error
        }
      }
      try sweep(inbox)
      if let obstacle { throw obstacle }
    }
    arm()
  }

  private func sweep(_ inbox: borrowing Inbox) throws(Errno) {
    let now = Instant(nanoseconds: SystemClocks.realtime())
    if let lastSweep, now - lastSweep < InboxWatch.sweepPeriod, now >= lastSweep { return }
    lastSweep = now
    try inbox.sweep(before: now - InboxWatch.shelfLife)
  }

  /// What is said to who sent a request that can't be read.
  static func refusal(_ error: Errno) -> InboxAnswer {
    switch error {
    case .fileTooLarge:
      InboxAnswer(
        ExitStatus.data.rawValue,
        "the request has more than \(Inbox.sizeLimit >> 20) MiB: split the file into several"
      )
    case .invalid:
      InboxAnswer(ExitStatus.data.rawValue, "the request is no file: give the command again")
    default:
      InboxAnswer(
        ExitStatus.noPermission.rawValue,
        "constatd can't read the request: \(error): run the command as constatd's user or as a"
          + " member of the inbox's group"
      )
    }
  }

  /// - Throws: Why it could not be begun.
  private func serve(_ name: String, of inbox: borrowing Inbox) throws(Errno) {
    do throws(InboxObstacle) {
      try inbox.serve(name) { error in
        Complaint.warn("request \(name) in \(path)/inbox can't be read: \(error)")
        return Self.refusal(error).bytes
      } answer: { file in
        let answer =
          reloads.answer(to: file, named: name)
          ?? annotations.answer(to: file, named: name)
          ?? observations.answer(to: file, named: name)
        return (answer ?? imports.answer(to: file, named: name)).bytes
      }
      sealer.look()
    } catch {
      switch error {
      case .waits(let error): throw error
      case .unanswered(let error):
        Complaint.warn("request \(name) in \(path)/inbox can't be answered: \(error)")
      }
    }
  }

  /// Opens the inbox for `body`; what goes wrong is said once, until it goes well again.
  private func visit(_ body: (borrowing Inbox) throws(Errno) -> Void) {
    do throws(Errno) {
      try body(try Inbox(ofStore: path, makes: true))
      hasComplained = false
    } catch {
      if !hasComplained { Complaint.warn("who asks by \(path)/inbox gets no answer now: \(error)") }
      hasComplained = true
    }
  }
}

/// Says to what runs on another queue that it is to end.
private final class EndMark: Sendable {
  private let mark = Atomic(false)

  var isSet: Bool { mark.load(ordering: .relaxed) }

  func set() { mark.store(true, ordering: .relaxed) }
}
