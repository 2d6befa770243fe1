/// A composition as it is written: its names are those of checks or of services.
package indirect enum CompositionText: Hashable, Sendable {
  /// A name, and how many code points stand before it.
  case name(String, offset: Int)
  /// `all(…)`.
  case all([CompositionText])
  /// `any(…)`.
  case any([CompositionText])
  /// `2 of (…)`; 1 to as many as there are parts.
  case atLeast(Int, [CompositionText])
  /// `weighted(3 …, 1 …)`, only at the top; the weights are 1 to 1,000, one for each part.
  case weighted([Int64], [CompositionText])

  /// How deep lists may stand in lists.
  package static let depthLimit = 8
  /// How many names there may be, those of services counted with what they stand for.
  package static let sizeLimit = 1_000

  /// Reads `api`, `all(a, b)`, `any(a, b)`, `2 of (a, b, c)`, `weighted(3 a, 1 b)` and what these make
  /// together.
  ///
  /// - Throws: What is wrong first, and where.
  package init(parsing text: String) throws(CompositionFault) {
    var reader = CompositionReader(text)
    self = try reader.whole()
  }

  /// Its parts; none of a name.
  package var parts: [CompositionText] {
    switch self {
    case .name: []
    case .all(let parts), .any(let parts), .atLeast(_, let parts), .weighted(_, let parts): parts
    }
  }

  /// The names with their places, in the order in which they are written.
  package var names: [(name: String, offset: Int)] {
    if case .name(let name, let offset) = self { return [(name, offset)] }
    return parts.flatMap(\.names)
  }
}

/// Why a composition can't be read.
package struct CompositionFault: Error, Hashable, Sendable {
  /// How many code points stand before it.
  package let offset: Int
  /// What is wrong.
  package let message: String
  /// What to do about it, if more is to be said.
  package let hint: String?

  /// A fault at `offset`.
  package init(_ message: String, hint: String? = nil, offset: Int) {
    self.message = message
    self.hint = hint
    self.offset = offset
  }
}

/// Reads one composition from left to right.
private struct CompositionReader {
  private struct Token {
    let text: String
    let offset: Int

    var isEnd: Bool { text.isEmpty }
    /// Up to nine digits.
    var number: Int? {
      (1...9).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        ? Int(text) : nil
    }
  }

  private var tokens: [Token] = []
  private var position = 0
  private var nameCount = 0

  /// Cuts `text` into words and the signs `(`, `)` and `,`; an empty token ends it.
  init(_ text: String) {
    var word = String.UnicodeScalarView()
    var offset = 0
    for scalar in text.unicodeScalars {
      let isSign = ["(", ")", ","].contains(scalar)
      if isSign || scalar.properties.isWhitespace {
        finish(&word, before: offset)
        if isSign { tokens.append(Token(text: String(scalar), offset: offset)) }
      } else {
        word.append(scalar)
      }
      offset += 1
    }
    finish(&word, before: offset)
    tokens.append(Token(text: "", offset: offset))
  }

  private mutating func finish(_ word: inout String.UnicodeScalarView, before offset: Int) {
    guard !word.isEmpty else { return }
    tokens.append(Token(text: String(word), offset: offset - word.count))
    word = String.UnicodeScalarView()
  }

  private func token(ahead count: Int = 0) -> Token {
    tokens[min(position + count, tokens.count - 1)]
  }

  mutating func whole() throws(CompositionFault) -> CompositionText {
    let read = try part(depth: 0)
    guard token().isEnd else { throw unexpected("the expression ends before it") }
    return read
  }

  private mutating func part(depth: Int) throws(CompositionFault) -> CompositionText {
    let first = token()
    guard depth <= CompositionText.depthLimit else {
      throw CompositionFault(
        "lists stand more than \(CompositionText.depthLimit) deep in lists",
        hint: "name a part as a service of its own",
        offset: first.offset
      )
    }
    let opens = token(ahead: 1).text == "("
    switch first.text {
    case "all" where opens:
      position += 1
      return .all(try list(depth))
    case "any" where opens:
      position += 1
      return .any(try list(depth))
    case "weighted" where opens:
      guard depth == 0 else {
        throw CompositionFault("weighted(…) can only stand at the top", offset: first.offset)
      }
      position += 1
      return try weighted()
    case _ where token(ahead: 1).text == "of" && token(ahead: 2).text == "(":
      position += 2
      return try atLeast(first, depth)
    default:
      return try name(first)
    }
  }

  private mutating func name(_ token: Token) throws(CompositionFault) -> CompositionText {
    guard !token.isEnd, !["(", ")", ","].contains(token.text) else {
      throw unexpected("a check, a service, all(…), any(…) or 2 of (…) belongs here")
    }
    nameCount += 1
    guard nameCount <= CompositionText.sizeLimit else {
      throw CompositionFault(
        "more than \(CompositionText.sizeLimit) names stand in it",
        offset: token.offset
      )
    }
    position += 1
    return .name(token.text, offset: token.offset)
  }

  private mutating func atLeast(
    _ first: Token,
    _ depth: Int
  ) throws(CompositionFault) -> CompositionText {
    let parts = try list(depth)
    guard let count = first.number, (1...parts.count).contains(count) else {
      throw CompositionFault(
        "'\(first.text.prefix(20)) of' must ask for 1 to \(parts.count), as many as there are parts",
        offset: first.offset
      )
    }
    return .atLeast(count, parts)
  }

  private mutating func weighted() throws(CompositionFault) -> CompositionText {
    var weights: [Int64] = []
    let parts = try list(0) { (reader) throws(CompositionFault) in
      let token = reader.token()
      guard let weight = token.number, (1...1_000).contains(weight) else {
        throw CompositionFault(
          "each part of weighted(…) begins with its weight, 1 to 1000",
          hint: "write weighted(3 api, 1 search)",
          offset: token.offset
        )
      }
      reader.position += 1
      weights.append(Int64(weight))
    }
    return .weighted(weights, parts)
  }

  /// What stands in brackets, with commas between; `before` reads what goes before each part.
  private mutating func list(
    _ depth: Int,
    before: (inout CompositionReader) throws(CompositionFault) -> Void = { _ in }
  ) throws(CompositionFault) -> [CompositionText] {
    position += 1
    var parts: [CompositionText] = []
    while true {
      try before(&self)
      parts.append(try part(depth: depth + 1))
      let next = token()
      guard next.text == "," || next.text == ")" else {
        throw unexpected("a comma or a closing bracket belongs here")
      }
      position += 1
      if next.text == ")" { return parts }
    }
  }

  private func unexpected(_ words: String) -> CompositionFault {
    let token = token()
    let found = token.isEnd ? "the text ends" : "'\(token.text.prefix(64))' is out of place"
    return CompositionFault(
      "\(found): \(words)",
      // Between { and } a comma ends a text that isn't quoted.
      hint: token.isEnd && position > 0 ? "between { and } put the whole of it in quotes" : nil,
      offset: token.offset
    )
  }
}
