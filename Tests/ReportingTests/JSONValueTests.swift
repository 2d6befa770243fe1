import Reporting
import Testing

@Suite struct JSONValueTests {
  @Test(arguments: [
    ("", #""""#), ("a\"b\\c", #""a\"b\\c""#), ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#),
    ("\u{0}\u{1F}\u{7F}\u{9F}", #""\u0000\u001f\u007f\u009f""#),
    ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("é € 𝄞 /", #""é € 𝄞 /""#),
    ("\r\n", #""\r\n""#),
  ])
  func `a string is escaped`(text: String, written: String) {
    #expect(JSONValue.string(text).line == written)
  }

  @Test func `values are written on a line`() {
    let value: JSONValue = [
      "b": true, "a": .null, "n": .integer(Int64.min), "list": .array([.integer(1), "x"]),
      "empty": .object([]), "none": .array([]),
    ]
    #expect(
      value.line
        == #"{"b": true, "a": null, "n": -9223372036854775808, "list": [1, "x"], "empty": {}, "#
        + #""none": []}"#
    )
    #expect(value.page == value.line + "\n")
  }

  @Test func `what is wider than 100 columns is broken, and only that`() {
    let wide = JSONValue.string(String(repeating: "x", count: 60))
    let value: JSONValue = ["a": .array([wide, wide]), "b": ["c": .integer(1)]]
    let text = String(repeating: "x", count: 60)
    #expect(
      value.page == """
        {
          "a": [
            "\(text)",
            "\(text)"
          ],
          "b": {"c": 1}
        }

        """
    )
  }

  @Test func `a number beyond 64 bits is the nearest one`() {
    #expect(JSONValue.integer(UInt64.max).line == "9223372036854775807")
  }
}
