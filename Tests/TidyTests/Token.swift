/// One word, number, string or sign of a Swift file; comments are kept apart.
struct Token: Equatable {
  /// What stands there.
  enum Kind {
    /// A name or keyword; the text has no back-ticks.
    case word
    /// A literal such as `12`, `0xFF` or `1.5`.
    case number
    /// A string literal; the text is without its quotes, and has U+FFFC for each interpolation.
    case string
    /// One character of punctuation.
    case sign
  }

  let kind: Kind
  let text: String
  /// Counted from 1.
  let line: Int
  /// Whether it follows the byte before without a space or a line feed between.
  let isJoined: Bool
}

/// One line of a comment.
struct CommentLine: Equatable {
  let text: String
  /// Counted from 1.
  let line: Int
  /// Whether it belongs to `///` or `/** */`.
  let isDocumentation: Bool
}

/// One breach of a rule, and what to write instead.
struct Finding: Equatable, CustomStringConvertible {
  let path: String
  let line: Int
  let message: String

  var description: String { "\(path):\(line): \(message)" }
}

extension Array where Element == Token {
  /// Whether the tokens from `start` on read as `texts`, strings left out.
  func reads(_ texts: [String], at start: Int) -> Bool {
    guard start >= 0, start + texts.count <= count else { return false }
    for (offset, text) in texts.enumerated() {
      let token = self[start + offset]
      guard token.kind != .string, token.text == text else { return false }
    }
    return true
  }

  /// Whether the tokens from `start` on read as `texts` without spaces between.
  func readsJoined(_ texts: [String], at start: Int) -> Bool {
    reads(texts, at: start) && self[start..<start + texts.count].dropFirst().allSatisfy(\.isJoined)
  }

  /// The index of the sign that closes the bracket at `open`, or the end.
  func closing(of open: Int) -> Int {
    var depth = 0
    for index in open..<count where self[index].kind == .sign {
      switch self[index].text {
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    return count
  }
}
