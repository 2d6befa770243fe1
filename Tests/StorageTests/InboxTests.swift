import Chronology
import Glibc
import Posix
import StoreTestKit
import TestKit
import Testing

@testable import Storage

@Suite struct InboxTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private func ask(_ inbox: borrowing Inbox, _ text: String) throws -> String {
    var draft = try inbox.makeDraft()
    try draft.write(Array(text.utf8))
    return try inbox.send(draft)
  }

  private func names() throws -> [String] {
    let folder = try Directory(opening: scratch.file("inbox"))
    return try folder.names()
  }

  @Test func `a request is taken, answered, and the answer taken once`() throws {
    let daemon = try Inbox(ofStore: scratch.path, makes: true)
    let command = try Inbox(ofStore: scratch.path)
    let name = try ask(command, "import")
    let early = try command.takeAnswer(to: name)
    #expect(early == nil)
    let waiting = try daemon.waiting()
    #expect(waiting == [name])
    var bytes: [UInt8] = []
    var isTaken = false
    try daemon.serve(name, refusal: { _ in [] }) { file in
      bytes = (try? file.read(100, at: 0)) ?? []
      isTaken = command.isTaken(name)
      return Array("done".utf8)
    }
    #expect(bytes == Array("import".utf8))
    #expect(isTaken)
    let answer = try command.takeAnswer(to: name)
    #expect(answer == Array("done".utf8))
    let again = try command.takeAnswer(to: name)
    #expect(again == nil)
    #expect(try names().isEmpty)
  }

  @Test func `the group may ask and read the answer, whatever the umasks are`() async {
    await #expect(processExitsWith: .success) {
      let scratch = try Scratch()
      _ = umask(0o077)
      let daemon = try Inbox(ofStore: scratch.path, makes: true)
      let command = try Inbox(ofStore: scratch.path)
      let folder = try Directory(opening: scratch.file("inbox"))
      let status = try folder.status()
      precondition(status.permissions == 0o770)
      let name = try command.send(try command.makeDraft())
      let request = try folder.status(of: name + Inbox.request)
      precondition(request.permissions == 0o660)
      precondition(request.group == status.group)
      try daemon.serve(name, refusal: { _ in [] }) { _ in [] }
      let answer = try folder.status(of: name + Inbox.answer)
      precondition(answer.permissions == 0o660)
    }
  }

  @Test func `an inbox that somebody has closed to the group stays so`() throws {
    _ = try Inbox(ofStore: scratch.path, makes: true)
    let folder = try Directory(opening: scratch.file("inbox"))
    try folder.set(permissions: 0o700)
    _ = try Inbox(ofStore: scratch.path, makes: true)
    let mode = try folder.status().permissions
    #expect(mode == 0o700)
  }

  @Test func `a request can be withdrawn while it waits, and not once it is begun`() throws {
    let inbox = try Inbox(ofStore: scratch.path, makes: true)
    let first = try ask(inbox, "1")
    let wasThere = inbox.withdraw(first)
    let isThere = inbox.withdraw(first)
    #expect(wasThere && !isThere)
    var isDone = false
    try inbox.serve(first, refusal: { _ in [] }) { _ in
      isDone = true
      return []
    }
    #expect(!isDone)
    #expect(try names().isEmpty)
    let second = try ask(inbox, "2")
    var isWithdrawn = true
    try inbox.serve(second, refusal: { _ in [] }) { _ in
      isWithdrawn = inbox.withdraw(second)
      return []
    }
    #expect(!isWithdrawn)
  }

  @Test func `what a daemon that is no more has begun is answered`() throws {
    let inbox = try Inbox(ofStore: scratch.path, makes: true)
    for name in ["1.taken", "2.taken", "3.request"] { try scratch.write("x", to: "inbox/" + name) }
    try inbox.answerAbandoned(with: [7])
    #expect(try names() == ["1.answer", "2.answer", "3.request"])
    let answer = try inbox.takeAnswer(to: "2")
    #expect(answer == [7])
  }

  @Test func `a folder under the name of what is begun keeps nobody waiting`() throws {
    let inbox = try Inbox(ofStore: scratch.path, makes: true)
    for name in ["1.taken", "2.taken", "2.request", "3.request"] {
      try Directory.make(scratch.file("inbox/\(name)"))
    }
    for name in ["1.request", "1.taken/x", "2.taken/x", "2.request/x", "3.taken"] {
      try scratch.write("x", to: "inbox/" + name)
    }
    var refused: [Errno] = []
    for name in try inbox.waiting() {
      try inbox.serve(name) { error in
        refused.append(error)
        return [1]
      } answer: { _ in
        [7]
      }
    }
    #expect(refused == [.invalid, .invalid])
    #expect(try inbox.waiting().isEmpty)
    for (name, answer) in [("1", [7]), ("2", [1]), ("3", [1])] as [(String, [UInt8])] {
      let found = try inbox.takeAnswer(to: name)
      #expect(found == answer, "\(name)")
    }
    // What others have put there stays; none of them is in the way.
    let left = try names()
    #expect(left.count == 4 && left.filter { $0.hasPrefix(".tmp-aside-") }.count == 3, "\(left)")
    #expect(left.contains("2.taken"), "\(left)")
  }

  @Test func `requests have their turns, however many wait`() throws {
    let inbox = try Inbox(ofStore: scratch.path, makes: true)
    let all = (0..<150).map { "\($0 + 100)" }
    for name in all { try scratch.write("x", to: "inbox/\(name).request") }
    #expect(try inbox.waiting() == Array(all[..<64]))
    #expect(try inbox.waiting(after: "163") == Array(all[64..<128]))
    #expect(try inbox.waiting(after: "227") == Array(all[128...] + all[..<42]))
    #expect(try inbox.waiting(after: "249") == Array(all[..<64]))
    #expect(try inbox.waiting(after: "0") == Array(all[..<64]))
    #expect(try inbox.waiting(after: "z") == Array(all[..<64]))
    for name in all { try scratch.write("x", to: "inbox/\(name).taken") }
    try inbox.answerAbandoned(with: [7])
    let answers = try names().filter { $0.hasSuffix(Inbox.answer) }
    #expect(answers.count == all.count, "each that was begun is answered")
  }

  @Test func `a draft is no request, and leaves nothing when it is discarded`() throws {
    let inbox = try Inbox(ofStore: scratch.path, makes: true)
    var draft = try inbox.makeDraft()
    try draft.write([1])
    let waiting = try inbox.waiting()
    #expect(waiting.isEmpty)
    inbox.discard(draft)
    #expect(try names().isEmpty)
  }

  @Test func `what isn't a request is passed over, or taken out with an error`() throws {
    let inbox = try Inbox(ofStore: scratch.path, makes: true)
    try scratch.write("x", to: "inbox/.tmp-1.request")
    try scratch.write("x", to: "inbox/note")
    try scratch.write("x", to: "inbox/A b.request")
    let file = try FileHandle(opening: scratch.file("inbox/huge.request"), [.writeOnly, .create])
    try file.resize(to: Inbox.sizeLimit + 1)
    try Directory.make(scratch.file("inbox/folder.request"))
    let waiting = try inbox.waiting()
    #expect(waiting == ["folder", "huge"])
    var refusals: [Errno] = []
    for name in waiting {
      try inbox.serve(name) { error in
        refusals.append(error)
        return [1]
      } answer: { _ in
        []
      }
    }
    #expect(refusals == [.invalid, .fileTooLarge])
    let left = try names().filter { !$0.hasSuffix(".answer") }
    #expect(left == [".tmp-1.request", "A b.request", "note"])
  }

  @Test func `what lies there for long is swept away, and nothing else`() throws {
    let inbox = try Inbox(ofStore: scratch.path, makes: true)
    for name in [".tmp-1", "1.answer", "2.request", "note"] {
      try scratch.write("x", to: "inbox/" + name)
    }
    try inbox.sweep(before: Instant(nanoseconds: 0))
    #expect(try names().count == 4)
    try inbox.sweep(before: Instant(seconds: 7_000_000_000))
    #expect(try names() == ["2.request", "note"])
  }

  @Test func `a store without an inbox has no daemon to ask`() {
    do throws(Errno) {
      _ = try Inbox(ofStore: scratch.path)
      Issue.record("opened")
    } catch {
      #expect(error == .noSuchFile)
    }
  }
}
