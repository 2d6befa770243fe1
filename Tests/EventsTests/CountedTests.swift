import Events
import Testing

@Suite struct CountedTests {
  @Test(arguments: zip([0, 1, 2, 50_000], ["0 checks", "1 check", "2 checks", "50000 checks"]))
  func `a number and its noun agree`(number: Int, words: String) {
    #expect(counted(number, "check") == words)
  }
}
