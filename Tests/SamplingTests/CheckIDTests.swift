import Sampling
import Testing

@Suite struct CheckIDTests {
  @Test(arguments: ["a", "www-1", "0", "-", String(repeating: "z", count: 64)])
  func `an id is made of lower-case letters, digits and hyphens`(text: String) {
    #expect(CheckID(text)?.description == text)
  }

  @Test(arguments: ["", "A", "a b", "a_b", "é", "a.b", "a\n", String(repeating: "z", count: 65)])
  func `anything else is no id`(text: String) {
    #expect(CheckID(text) == nil)
  }

  @Test func `ids are ordered by their bytes, series by their number`() {
    let ids = ["b", "a-1", "a", "10", "9"].compactMap { CheckID($0) }.sorted()
    #expect(ids.map(\.description) == ["10", "9", "a", "a-1", "b"])
    #expect(SeriesID(number: 9) < SeriesID(number: 10))
  }
}
