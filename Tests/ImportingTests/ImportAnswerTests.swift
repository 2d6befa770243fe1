import Importing
import Testing

@Suite struct ImportAnswerTests {
  @Test(arguments: [(Int32(0), "imported"), (65, "a\nb"), (255, "")])
  func `an answer is read back`(_ status: Int32, _ text: String) {
    let answer = ImportAnswer(status, text)
    #expect(ImportAnswer(answer.bytes) == answer)
  }

  @Test(arguments: ["", "0", "x\ny", "-1\ny", "256\ny", "0000\ny", " 0\ny"])
  func `what isn't an answer is refused`(_ text: String) {
    #expect(ImportAnswer(Array(text.utf8)) == nil)
  }

  @Test func `a long text is cut between characters, and a longer file is refused`() {
    let long = ImportAnswer(65, String(repeating: "é", count: ImportAnswer.longest))
    #expect(long.bytes.count <= ImportAnswer.longest)
    #expect(ImportAnswer(long.bytes)?.text.unicodeScalars.allSatisfy { $0 == "é" } == true)
    #expect(ImportAnswer(Array("0\n".utf8) + [UInt8](repeating: 65, count: 65_536)) == nil)
  }

  @Test func `nothing that a terminal would obey reaches it, except the ends of lines`() {
    let answer = ImportAnswer(Array("0\na\u{1B}[2Jb\nc\u{202E}\u{0}\r\n".utf8))
    #expect(answer?.text == "a\u{FFFD}[2Jb\nc\u{FFFD}\u{FFFD} \n")
  }
}
