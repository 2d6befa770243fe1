import Importing
import Storage
import Testing

@Suite struct AnswerLimitTests {
  @Test func `the longest answer is one that the inbox takes`() {
    #expect(Int64(InboxAnswer.longest) == Inbox.answerLimit)
  }
}
