import Testing

@testable import Yaml

@Suite struct YamlParserTests {
  /// All events of `text`, without the places.
  private func events(_ text: String) throws(YamlError) -> [YamlEvent] {
    var parser = try YamlParser(text.bytes)
    var events: [YamlEvent] = []
    repeat { events.append(try parser.next()) } while events.last?.content != .streamEnd
    return events
  }

  @Test func `a mapping with an anchor, a tag and an alias is told in order`() throws {
    let got = try events("a: &x !!str 'b'\nc: [*x]\n").map(\.content)
    let none = YamlEvent.Properties()
    let both = YamlEvent.Properties(anchor: "x", tag: "tag:yaml.org,2002:str")
    #expect(
      got == [
        .streamStart, .documentStart, .mappingStart(none),
        .scalar(YamlScalar("a"), properties: none),
        .scalar(YamlScalar("b", style: .singleQuoted), properties: both),
        .scalar(YamlScalar("c"), properties: none),
        .sequenceStart(none), .alias("x"), .sequenceEnd,
        .mappingEnd, .documentEnd, .streamEnd,
      ]
    )
  }

  @Test func `places count lines and columns from 1, in code points`() throws {
    let got = try events("é: 日本\nb: [🙂, c]\n").map(\.mark)
    #expect(got[3] == YamlMark(line: 1, column: 1))
    #expect(got[4] == YamlMark(line: 1, column: 4))
    #expect(got[7] == YamlMark(line: 2, column: 5))
    #expect(got[8] == YamlMark(line: 2, column: 8))
  }

  @Test func `a byte order mark is left out and moves no column`() throws {
    let got = try events("\u{FEFF}a: b")
    #expect(got[3].content == .scalar(YamlScalar("a"), properties: .init()))
    #expect(got[3].mark == .start)
  }

  @Test func `after the end, and after an error, the stream stays at its end`() throws {
    var parser = try YamlParser([])
    #expect(try parser.next().content == .streamStart)
    #expect(try parser.next().content == .streamEnd)
    #expect(try parser.next().content == .streamEnd)

    var broken = try YamlParser("]".bytes)
    #expect(try broken.next().content == .streamStart)
    #expect(try broken.next().content == .documentStart)
    #expect(throws: YamlError.self) { _ = try broken.next() }
    #expect(try broken.next().content == .streamEnd)
  }

  @Test func `an error keeps libyaml's code, words, place and context`() {
    let wanted = YamlError(
      .syntax(
        code: 4,
        text: "did not find expected ',' or ']'",
        context: "while parsing a flow sequence begun on line 1"
      ),
      at: YamlMark(line: 2, column: 2)
    )
    #expect(throws: wanted) { _ = try events("a: [b\nc: d\n") }
  }

  @Test func `text that libyaml refuses to decode is told apart from a control character`() throws {
    var bytes = try YamlParser([0x61, 0xFF])
    #expect(throws: YamlError(.encoding(byte: 0xFF), at: .start)) { _ = try bytes.next() }
    var control = try YamlParser([0x61, 0x00])
    #expect(throws: YamlError(.character(0), at: .start)) { _ = try control.next() }
  }
}
