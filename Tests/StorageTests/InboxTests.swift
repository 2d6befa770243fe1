import Posix
import TestKit
import Testing

@testable import Storage

@Suite struct InboxTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test func `a request is taken, answered, and the answer taken once`() throws {
    let daemon = try Inbox(ofStore: scratch.path, makes: true)
    let command = try Inbox(ofStore: scratch.path)
    let name = try command.ask(Array("import".utf8))
    let early = try command.takeAnswer(to: name)
    #expect(early == nil)
    let requests = try daemon.requests()
    #expect(requests.map(\.bytes) == [Array("import".utf8)])
    let request = try #require(requests.first)
    try daemon.answer(request, with: Array("done".utf8))
    let left = try daemon.requests()
    #expect(left.isEmpty)
    let answer = try command.takeAnswer(to: name)
    #expect(answer == Array("done".utf8))
    let again = try command.takeAnswer(to: name)
    #expect(again == nil)
  }

  @Test func `a request can be withdrawn while it waits`() throws {
    let inbox = try Inbox(ofStore: scratch.path, makes: true)
    let name = try inbox.ask([1])
    let wasThere = inbox.withdraw(name)
    let isThere = inbox.withdraw(name)
    #expect(wasThere && !isThere)
  }

  @Test func `what isn't a request is passed over, a folder or an endless file removed`() throws {
    let inbox = try Inbox(ofStore: scratch.path, makes: true)
    try scratch.write("x", to: "inbox/.tmp-1.request")
    try scratch.write("x", to: "inbox/note")
    let file = try FileHandle(opening: scratch.file("inbox/huge.request"), [.writeOnly, .create])
    try file.resize(to: Inbox.sizeLimit + 1)
    let requests = try inbox.requests()
    #expect(requests.isEmpty)
    let folder = try Directory(opening: scratch.file("inbox"))
    let names = try folder.names()
    #expect(names == [".tmp-1.request", "note"])
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
