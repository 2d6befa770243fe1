import Testing

@testable import Sampling

@Suite struct SpellingTests {
  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("", "ab", 2), ("interval", "intervall", 1),
    ("interval", "intreval", 1), ("interval", "interva", 1), ("ca", "abc", 3), ("ab", "ba", 1),
    ("kitten", "sitting", 3),
  ])
  func `the distance counts edits and swaps`(_ first: String, _ second: String, _ wanted: Int) {
    let (one, other) = (Array(first.unicodeScalars), Array(second.unicodeScalars))
    #expect(Spelling.distance(one, other) == wanted)
    #expect(Spelling.distance(other, one) == wanted)
  }

  @Test(
    arguments: [
      ("intervall", "interval"), ("Interval", "interval"), ("time_zone", "time-zone"),
      ("tpc", "tcp"), ("x", nil), ("", nil), ("checks-of-all", nil),
    ] as [(String, String?)]
  )
  func `the nearest word is suggested, a far one isn't`(_ word: String, _ wanted: String?) {
    let words = ["http", "tcp", "interval", "timeout", "time-zone", "checks"]
    #expect(Spelling.nearest(to: word, among: words) == wanted)
  }

  @Test func `a word without end is compared with nothing`() {
    let word = String(repeating: "a", count: 65)
    #expect(Spelling.nearest(to: word, among: [word]) == nil)
  }
}
