import Chronology
import Posix
import TestKit

@testable import Storage

/// Some commands and the lives of some daemons, on an inbox of which a call fails.
final class InboxTrial {
  /// What a command was told in the end.
  private enum Told: Equatable {
    /// It was not handed over, or taken back.
    case undone
    /// The daemon answered so.
    case answer(String)
    /// It may be done or not.
    case unknown
  }

  private static let refused = "can't be read"
  private static let ended = "the daemon ended while it was at it"

  let folder: FailingInbox
  private let scratch: Scratch
  private let inbox: Inbox
  /// How often what a command asks for was done.
  private var done: [String: Int] = [:]
  /// The commands that wait, and the names of their requests.
  private var waiting: [String: String] = [:]
  private var told: [String: Told] = [:]

  init(_ plan: FailingInbox.Plan?) throws {
    let scratch = try Scratch()
    let folder = try FailingInbox(ofStore: scratch.path, plan)
    self.scratch = scratch
    self.folder = folder
    inbox = Inbox(folder)
  }

  func run() {
    begin()
    // A command that is killed while it writes.
    _ = try? inbox.makeDraft()
    ask("one")
    look()
    ask("two")
    ask("three")
    look()
    hear()
    ask("withdrawn")
    giveUp("withdrawn")
    ask("interrupted")
    interrupt("interrupted")
    begin()
    hear()
    sweep()
    ask("four")
    // Whatever failed works again.
    for _ in 0..<8 {
      look()
      hear()
    }
    for command in waiting.keys { giveUp(command) }
    for _ in 0..<6 {
      begin()
      sweep()
    }
  }

  /// What is wrong in the end; nil if nothing is.
  var fault: String? {
    for command in ["one", "two", "three", "withdrawn", "interrupted", "four"] {
      let count = done[command] ?? 0
      if count > 1 { return "\(command) is done \(count) times" }
      switch told[command] {
      case .undone: if count > 0 { return "\(command) is done, and told as not done" }
      case .answer(command): if count < 1 { return "\(command) is told as done, and not done" }
      case .answer(Self.refused): if count > 0 { return "\(command) is done, and told as refused" }
      case .answer(Self.ended):
        if command != "interrupted" { return "\(command) is told as interrupted" }
      case .answer(let words): return "\(command) is answered \(words)"
      case .unknown: break
      case nil: return "\(command) is told nothing"
      }
    }
    let left = (try? InboxDirectory(ofStore: scratch.path, makes: false).names()) ?? ["nothing"]
    return left.isEmpty ? nil : "there is left: \(left)"
  }

  /// Whether all was done and told as it is where nothing fails.
  var isSmooth: Bool {
    let heard = ["one", "two", "three", "four"].allSatisfy { told[$0] == .answer($0) }
    return heard && told["withdrawn"] == .undone && told["interrupted"] == .answer(Self.ended)
  }
}

/// What a daemon does.
extension InboxTrial {
  private func begin() { try? inbox.answerAbandoned(with: Array(Self.ended.utf8)) }

  private func look() {
    for name in (try? inbox.waiting()) ?? [] {
      var command: String?
      try? inbox.serve(name) { _ in
        Array(Self.refused.utf8)
      } answer: { file in
        guard let bytes = try? file.read(100, at: 0) else { return Array(Self.refused.utf8) }
        command = String(decoding: bytes, as: UTF8.self)
        return bytes
      }
      if let command { done[command, default: 0] += 1 }
    }
  }

  /// Begins with a request, does it, and is killed.
  private func interrupt(_ command: String) {
    guard let name = waiting[command] else { return }
    let isBegun: Void? = try? folder.rename(name + Inbox.request, to: name + Inbox.taken)
    if isBegun != nil { done[command, default: 0] += 1 }
  }

  private func sweep() { try? inbox.sweep(before: Instant(seconds: 7_000_000_000)) }
}

/// What commands do.
extension InboxTrial {
  private func ask(_ command: String) {
    do throws(Errno) {
      var draft = try inbox.makeDraft()
      do throws(Errno) {
        try draft.write(Array(command.utf8))
      } catch {
        inbox.discard(draft)
        throw error
      }
      waiting[command] = try inbox.send(draft)
    } catch {
      told[command] = .undone
    }
  }

  private func hear() {
    for (command, name) in waiting {
      do throws(Errno) {
        guard let answer = try inbox.takeAnswer(to: name) else { continue }
        told[command] = .answer(String(decoding: answer, as: UTF8.self))
      } catch {
        told[command] = .unknown
      }
      waiting[command] = nil
    }
  }

  private func giveUp(_ command: String) {
    guard let name = waiting.removeValue(forKey: command) else { return }
    told[command] = inbox.withdraw(name) ? .undone : .unknown
  }
}
