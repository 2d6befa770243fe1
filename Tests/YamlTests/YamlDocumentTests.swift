import Testing

@testable import Yaml

@Suite struct YamlDocumentTests {
  @Test func `every construct is read, with its place`() throws {
    let root = try read(sample).root
    #expect(root["vantage"]?.text == "paris-1")
    #expect(root["vantage"]?.mark == YamlMark(line: 3, column: 10))
    #expect(root["list"]?[2]?.content == .scalar(YamlScalar("three's", style: .singleQuoted)))
    #expect(root["list"]?[3]?["a"]?.text == "b")
    #expect(root["block"]?[1]?["nested"]?["k"]?.text == "v")
    #expect(root["block"]?[1]?["other"]?.text == "folded text\n")
    #expect(root["literal"]?.content == .scalar(YamlScalar("one\ntwo\n", style: .literal)))
    #expect(root["tagged"]?.text == "5")
    #expect(root["quoted key"]?.text == "é – 日本 🙂")
    guard case .scalar(let empty) = root["empty"]?.content else {
      Issue.record("no scalar where nothing is written")
      return
    }
    #expect(empty.isNull)
  }

  @Test func `a byte order mark moves no column`() throws {
    #expect(try read("\u{FEFF}a: b").root["a"]?.mark == YamlMark(line: 1, column: 4))
    #expect(failure("\u{FEFF}a\u{0}".bytes) == "1:2: character U+0000 is not allowed")
  }

  @Test func `an alias gives what it stands for, at the anchor's place`() throws {
    let root = try read(sample).root
    #expect(root["alias"] == root["base"])
    #expect(root["alias"]?["interval"]?.mark == YamlMark(line: 14, column: 24))
  }

  @Test func `scalars are text: nothing is guessed`() throws {
    let root = try read("[yes, 010, 1e3, 2026-01-01, '', ~, \"~\"]").root
    #expect(root[0]?.text == "yes")
    #expect(root[1]?.text == "010")
    #expect(root[2]?.text == "1e3")
    #expect(root[3]?.text == "2026-01-01")
    guard case .sequence(let items) = root.content else { return }
    let nulls = items.map { node in
      if case .scalar(let scalar) = node.content { scalar.isNull } else { false }
    }
    #expect(nulls == [false, false, false, false, false, true, false])
  }

  @Test(arguments: [
    ("", "1:1: the file is empty"),
    ("# only a comment\n", "1:1: the file is empty"),
    ("---\n", "2:1: the file is empty"),
    ("~", "1:1: the file is empty"),
    ("a: 1\n---\nb: 2\n", "2:1: a second document begins here; the file must hold one"),
    ("a: *x\n", "1:4: no anchor '&x' stands before the alias '*x'"),
    ("a: &x [1, *x]\n", "1:11: the alias '*x' stands inside of what it stands for"),
    ("a: &x {b: *x}\n", "1:11: the alias '*x' stands inside of what it stands for"),
    (
      "a: 1\n\tb: 2\n",
      "2:1: found a tab character that violates indentation (while scanning a plain scalar begun"
        + " on line 1)"
    ),
    ("a: \"\u{1}\"", "1:5: character U+0001 is not allowed"),
  ])
  func `a problem that stops the reading is told with its place`(_ text: String, _ wanted: String) {
    #expect(failure(text.bytes) == wanted)
  }

  @Test func `an inner anchor of the same name is what an alias stands for`() throws {
    #expect(try read("&x [&x a, *x]").root[1]?.text == "a")
    #expect(try read("[&x [&x a], *x]").root[1]?.text == "a")
    #expect(
      failure("&x [&x [*x]]".bytes) == "1:9: the alias '*x' stands inside of what it stands for"
    )
  }

  @Test func `problems that leave the rest readable are gathered, in order`() throws {
    let document = try read(
      """
      a: 1
      a: 2
      <<: {b: 1}
      ? [x]
      : 3
      c: !ours 4
      d: !!map 5
      e: !!seq {}
      'a': 6
      "<<": fine

      """
    )
    #expect(
      document.problems.map(\.description) == [
        "2:1: key 'a' is already there, on line 1",
        "3:1: the merge key '<<' is not supported",
        "4:3: a key must be one plain word",
        "6:4: the tag '!ours' is not supported",
        "7:4: the tag 'tag:yaml.org,2002:map' is not supported",
        "8:4: the tag 'tag:yaml.org,2002:seq' is not supported",
        "9:1: key 'a' is already there, on line 1",
      ]
    )
    #expect(document.root["a"]?.text == "1")
    #expect(document.root["c"]?.text == "4")
    #expect(document.root["<<"]?.text == "fine")
  }
}
