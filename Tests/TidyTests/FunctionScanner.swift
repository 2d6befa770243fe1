/// Where one function stands.
struct FunctionSpan: Equatable {
  let name: String
  let firstLine: Int
  let lastLine: Int

  var lineCount: Int { lastLine - firstLine + 1 }
}

extension SourceFile {
  /// Every function, initializer, subscript and computed property that has a body.
  ///
  /// A nested function is listed too, and counts among the lines of the one around it.
  var functions: [FunctionSpan] {
    tokens.indices.compactMap { index in
      guard let name = functionName(at: index), let open = bodyStart(after: index) else {
        return nil
      }
      let close = tokens.closing(of: open)
      let lastLine = close < tokens.count ? tokens[close].line : lineCount
      return FunctionSpan(name: name, firstLine: tokens[index].line, lastLine: lastLine)
    }
  }

  /// The function's name if the token at `index` is the keyword that declares it.
  private func functionName(at index: Int) -> String? {
    let token = tokens[index]
    guard token.kind == .word, index == 0 || tokens[index - 1].text != "." else { return nil }
    switch token.text {
    case "func", "var": return index + 1 < tokens.count ? tokens[index + 1].text : nil
    case "init", "subscript":
      let next = index + 1 < tokens.count ? tokens[index + 1].text : ""
      return ["(", "<", "?"].contains(next) ? token.text : nil
    case "deinit": return token.text
    default: return nil
    }
  }

  /// The brace that opens the body of the declaration at `index`, or nil where it has none.
  private func bodyStart(after index: Int) -> Int? {
    let isVariable = tokens[index].text == "var"
    var next = index + 1
    while next < tokens.count {
      let token = tokens[next]
      switch (token.kind, token.text) {
      case (.sign, "("), (.sign, "["):
        next = tokens.closing(of: next)
      case (.sign, "{"):
        return next
      case (.sign, "}"):
        return nil
      case (.sign, "=") where isVariable:
        return nil
      case (.word, let word) where next > index + 1 && Self.declarations.contains(word):
        return nil
      default:
        break
      }
      // A property without a body ends with its line.
      if isVariable, next + 1 < tokens.count, next < tokens.count,
        tokens[next + 1].line > tokens[next].line, tokens[next + 1].text != "{"
      {
        return nil
      }
      next += 1
    }
    return nil
  }

  /// Words that begin another declaration, so that the one before had no body.
  private static let declarations: Set<String> = [
    "func", "var", "let", "init", "subscript", "deinit", "case", "struct", "class", "enum",
    "protocol", "extension", "typealias", "associatedtype", "static", "mutating", "package",
    "private", "fileprivate", "public", "nonisolated",
  ]
}
