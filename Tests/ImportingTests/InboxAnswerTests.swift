import Importing
import Testing

@Suite struct InboxAnswerTests {
  @Test(arguments: [(Int32(0), "imported"), (65, "a\nb"), (255, "")])
  func `an answer is read back`(_ status: Int32, _ text: String) {
    let answer = InboxAnswer(status, text)
    #expect(InboxAnswer(answer.bytes) == answer)
  }

  @Test(arguments: ["", "0", "x\ny", "-1\ny", "256\ny", "0000\ny", " 0\ny"])
  func `what isn't an answer is refused`(_ text: String) {
    #expect(InboxAnswer(Array(text.utf8)) == nil)
  }

  @Test func `a long text is cut between characters, and a longer file is refused`() {
    let long = InboxAnswer(65, String(repeating: "é", count: InboxAnswer.longest))
    #expect(long.bytes.count <= InboxAnswer.longest)
    #expect(InboxAnswer(long.bytes)?.text.unicodeScalars.allSatisfy { $0 == "é" } == true)
    #expect(InboxAnswer(Array("0\n".utf8) + [UInt8](repeating: 65, count: 65_536)) == nil)
  }

  @Test func `nothing that a terminal would obey reaches it, except the ends of lines`() {
    let answer = InboxAnswer(Array("0\na\u{1B}[2Jb\nc\u{202E}\u{0}\r\n".utf8))
    #expect(answer?.text == "a\u{FFFD}[2Jb\nc\u{FFFD}\u{FFFD} \n")
  }
}
