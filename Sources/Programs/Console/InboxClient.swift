import ArgumentParser
import Dispatch
import Execution
import Glibc
import Importing
import Posix
import Storage
import Synchronization

/// Asks the daemon that has a store for something, and waits for its answer.
struct InboxClient {
  /// What a person is told if nobody answers.
  struct Words {
    /// What didn't happen: `nothing is imported`.
    let undone: String
    /// How to see whether it happened: `see ... for what it imported`.
    let lookup: String
    /// How the command ends then.
    var status = ExitStatus.temporary
  }

  private let store: String
  private let holder: Int32?
  private let words: Words
  private let patience: InboxPatience

  /// Asks who has the store.
  ///
  /// - Parameters:
  ///   - holder: The process that has its lock, if that is known.
  ///   - patience: How long it waits.
  init(
    _ store: String,
    holder: Int32?,
    _ words: Words,
    patience: InboxPatience = InboxPatience()
  ) {
    self.store = store
    self.holder = holder
    self.words = words
    self.patience = patience
  }

  /// Asks, prints the answer, and ends as it says; Ctrl-C takes the request back.
  ///
  /// - Parameters:
  ///   - isLast: Whether nothing else is tried, if nobody has the store any more.
  ///   - write: Writes the request.
  /// - Returns: Whether it was answered; if not, the request was taken back because nobody has the store.
  func ask(
    isLast: Bool,
    _ write: (inout Inbox.Draft) throws(Errno) -> Void
  ) throws -> Bool {
    SignalWatch.block([SIGINT, SIGTERM])
    let interruption = Interruption()
    let inbox = try open()
    let name: String
    do throws(Errno) {
      name = try send(write, to: inbox)
    } catch {
      throw failure(error)
    }
    guard let answer = try wait(for: name, inbox, interruption, isLast: isLast) else {
      return false
    }
    guard answer.status == 0 else {
      Terminal.complain(answer.text)
      throw ExitCode(answer.status)
    }
    Terminal.say(answer.text)
    return true
  }

  private func open() throws -> Inbox {
    do throws(Errno) {
      return try Inbox(ofStore: store)
    } catch {
      throw failure(error)
    }
  }

  private func send(
    _ write: (inout Inbox.Draft) throws(Errno) -> Void,
    to inbox: borrowing Inbox
  ) throws(Errno) -> String {
    var draft = try inbox.makeDraft()
    do throws(Errno) {
      try write(&draft)
    } catch {
      inbox.discard(draft)
      throw error
    }
    return try inbox.send(draft)
  }

  private func failure(_ error: Errno) -> ExitCode {
    let place = "\(store)/inbox"
    switch error {
    case .noSuchFile:
      return .because(
        "\(owner) has the store and takes no requests: wait until it ends, and try again",
        words.status
      )
    case .noAccess, .notPermitted:
      return .because(
        "no permission for \(place): run it as constatd's user, or as a member of the group of that"
          + " folder, to whom it must be open (mode 0770)",
        .noPermission
      )
    case .fileTooLarge:
      return .because(
        "the file has more than \(Inbox.sizeLimit >> 20) MiB: split it into several files",
        .data
      )
    default: return .because("can't ask by \(place): \(error)", .inputOutput)
    }
  }

  private var owner: String { holder.map { "process \($0)" } ?? "another process" }

  private func wait(
    for name: String,
    _ inbox: borrowing Inbox,
    _ interruption: Interruption,
    isLast: Bool
  ) throws -> InboxAnswer? {
    var progress = Progress("waiting for constatd", whole: nil)
    defer { progress.end() }
    let start = SystemClocks.monotonic()
    var patience = patience
    var looked = -1
    while true {
      if let answer = try answer(to: name, inbox) { return answer }
      let seconds = Int((SystemClocks.monotonic() - start) / 1_000_000_000)
      progress.tell(seconds)
      var end: InboxPatience.End?
      if seconds > looked {
        looked = seconds
        end = patience.look(
          after: seconds,
          isTaken: inbox.isTaken(name),
          isWritten: PosixDisk.isServed(store)
        )
      }
      if interruption.hasCome || end != nil {
        progress.end()
        // It may have been answered in this moment.
        let isWithdrawn = inbox.withdraw(name)
        if !isWithdrawn, let answer = try answer(to: name, inbox) { return answer }
        if isWithdrawn, end == .deserted, !isLast { return nil }
        throw ExitCode.because(reason(end, isWithdrawn: isWithdrawn), words.status)
      }
      Thread.pause(nanoseconds: 100_000_000)
    }
  }

  private func reason(_ end: InboxPatience.End?, isWithdrawn: Bool) -> String {
    let undone = "the request was taken back, \(words.undone): "
    return switch (end, isWithdrawn) {
    case (.deserted?, true):
      undone + "\(owner) has ended, and nobody has the store now: give the command again"
    case (.deserted?, false): "constatd has ended in the middle of it: \(words.lookup)"
    case (.ignored?, true): undone + "\(owner) has the store and doesn't answer"
    case (_, true): undone + "\(owner) has the store"
    case (_, false): "constatd goes on without this command: \(words.lookup)"
    }
  }

  private func answer(to name: String, _ inbox: borrowing Inbox) throws -> InboxAnswer? {
    let bytes: [UInt8]?
    do throws(Errno) {
      bytes = try inbox.takeAnswer(to: name)
    } catch {
      // What was asked for may be done by now.
      throw ExitCode.because(
        "the answer of \(owner) in \(store)/inbox can't be read: \(error): \(words.lookup)",
        .inputOutput
      )
    }
    guard let bytes else { return nil }
    guard let answer = InboxAnswer(bytes) else {
      throw ExitCode.because("the answer of \(owner) makes no sense", .software)
    }
    return answer
  }
}

/// Whether SIGINT or SIGTERM has come.
private actor Interruption: QueueActor {
  nonisolated let executor = QueueExecutor(label: "constat.signals")
  private nonisolated let mark = Mark()
  private var watches: [SignalWatch] = []

  private final class Mark: Sendable {
    let isSet = Atomic(false)
  }

  nonisolated var hasCome: Bool { mark.isSet.load(ordering: .relaxed) }

  init() {
    executor.queue.sync {
      assumeIsolated { me in
        let mark = me.mark
        me.watches = [SIGINT, SIGTERM].map { signal in
          SignalWatch(signal, on: me.executor) { mark.isSet.store(true, ordering: .relaxed) }
        }
      }
    }
  }
}
