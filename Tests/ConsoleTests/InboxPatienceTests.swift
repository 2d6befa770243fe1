import Testing

@testable import Console

@Suite struct InboxPatienceTests {
  /// After how many seconds it ends and why, where `present` says whether a daemon is there.
  private func end(
    _ patience: InboxPatience = InboxPatience(),
    isTaken: Bool,
    present: (Int) -> Bool?
  ) -> String {
    var patience = patience
    for seconds in 0..<1_000 {
      let isWritten = present(seconds)
      if let end = patience.look(after: seconds, isTaken: isTaken, isWritten: isWritten) {
        return "\(seconds) \(end)"
      }
    }
    return "never"
  }

  @Test func `a daemon that is there may take its time`() {
    #expect(end(isTaken: false) { _ in true } == "30 ignored")
    #expect(end(isTaken: true) { _ in true } == "900 late")
    #expect(end(isTaken: true) { _ in nil } == "900 late")
  }

  @Test(arguments: [true, false])
  func `nobody waits for a daemon that is gone`(isTaken: Bool) {
    #expect(end(isTaken: isTaken) { $0 < 5 } == "15 deserted")
  }

  @Test func `a daemon that is started again is waited for`() {
    #expect(end(isTaken: true) { $0 < 5 || $0 > 12 } == "900 late")
  }

  @Test func `who asked for less patience has no more`() {
    let short = InboxPatience(beginning: 7, ending: 7)
    #expect(end(short, isTaken: false) { _ in true } == "7 ignored")
    #expect(end(short, isTaken: true) { _ in nil } == "7 late")
  }
}
