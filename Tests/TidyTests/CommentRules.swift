/// What comments must say, and what they may not.
enum CommentRules {
  private static let leftovers: Set<String> = ["TODO", "FIXME", "XXX"]

  /// Notes to oneself, in comments and in names.
  static func leftoverNotes(_ file: SourceFile) -> [Finding] {
    let words = file.tokens.filter { $0.kind == .word && leftovers.contains($0.text) }
      .map { ($0.line, $0.text) }
    let notes = file.comments.flatMap { comment in
      comment.text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        .filter { leftovers.contains(String($0)) }
        .map { (comment.line, String($0)) }
    }
    return (words + notes).map { line, text in
      file.finding(line, "\(text): do it now, or file an issue and write what holds today")
    }
  }

  /// Promises to the compiler that it can't check, without the sentence that makes them true.
  static func unexplainedPromises(_ file: SourceFile) -> [Finding] {
    let explained = Set(
      file.comments.filter { $0.text.contains("Safe because:") }
        .flatMap { Array(($0.line - 1)...($0.line + 3)) }
    )
    let promises = [["@", "unchecked", "Sendable"], ["nonisolated", "(", "unsafe", ")"]]
    return promises.flatMap { promise in
      file.tokens.indices.filter {
        file.tokens.reads(promise, at: $0) && !explained.contains(file.tokens[$0].line)
      }.map {
        file.finding(
          file.tokens[$0].line,
          "\(promise.joined()): write \"Safe because: …\" at most three lines above or right below"
        )
      }
    }
  }

  private static let modifiers: Set<String> = [
    "static", "final", "nonisolated", "mutating", "nonmutating", "override", "convenience",
    "required", "indirect", "lazy", "weak", "consuming", "borrowing", "isolated", "class",
  ]

  /// `package` and `public` declarations that nobody has described.
  static func undocumentedDeclarations(_ file: SourceFile) -> [Finding] {
    guard file.stands(in: ["Sources"]) else { return [] }
    let documented = Set(file.comments.filter(\.isDocumentation).map(\.line))
    let comments = Set(file.comments.map(\.line))
    return file.tokens.indices.compactMap { index in
      guard let name = declaredName(file.tokens, at: index) else { return nil }
      var line = file.tokens[firstToken(file.tokens, before: index)].line - 1
      while comments.contains(line), !documented.contains(line) { line -= 1 }
      guard !documented.contains(line) else { return nil }
      return file.finding(
        file.tokens[index].line,
        "\(name) has no doc comment: write what it is, its unit, range and errors above it"
      )
    }
  }

  /// The name of what the access level at `index` declares, or nil if it declares nothing.
  private static func declaredName(_ tokens: [Token], at index: Int) -> String? {
    guard tokens[index].kind == .word, ["package", "public", "open"].contains(tokens[index].text),
      index + 2 < tokens.count, tokens[index + 1].kind == .word
    else { return nil }
    var next = index + 1
    while next + 1 < tokens.count {
      if tokens.reads(["("], at: next) {
        next = tokens.closing(of: next) + 1
      } else if modifiers.contains(tokens[next].text), tokens[next + 1].kind == .word {
        next += 1
      } else if tokens.reads(["private"], at: next) || tokens.reads(["unsafe"], at: next) {
        next += 1
      } else {
        break
      }
    }
    guard next + 1 < tokens.count else { return nil }
    switch tokens[next].text {
    case "init", "subscript", "deinit": return tokens[next].text
    case "func", "var", "let", "struct", "class", "enum", "actor", "protocol", "typealias":
      return tokens[next + 1].text
    default: return nil
    }
  }

  /// The first token of the declaration whose access level stands at `index`: its attributes
  /// and the modifiers before.
  private static func firstToken(_ tokens: [Token], before index: Int) -> Int {
    var first = index
    while first > 0 {
      let previous = first - 1
      if tokens[previous].text == ")", let open = opening(tokens, of: previous), open > 1,
        tokens[open - 2].text == "@" || tokens[open - 1].text == "nonisolated"
      {
        first = tokens[open - 2].text == "@" ? open - 2 : open - 1
      } else if previous > 0, tokens[previous].kind == .word, tokens[previous - 1].text == "@" {
        first = previous - 1
      } else if tokens[previous].kind == .word, modifiers.contains(tokens[previous].text) {
        first = previous
      } else {
        break
      }
    }
    return first
  }

  private static func opening(_ tokens: [Token], of close: Int) -> Int? {
    var depth = 0
    for index in stride(from: close, through: 0, by: -1) where tokens[index].kind == .sign {
      if tokens[index].text == ")" { depth += 1 }
      if tokens[index].text == "(" { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }
}
