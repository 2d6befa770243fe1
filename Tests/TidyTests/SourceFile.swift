/// One Swift file of the repository, read once and held against every rule.
struct SourceFile {
  /// From the root of the repository, with slashes.
  let path: String
  let lineCount: Int
  let tokens: [Token]
  let comments: [CommentLine]

  /// Reads `text` as the file at `path`.
  init(path: String, text: String) {
    let lexer = Lexer(text)
    self.path = path
    tokens = lexer.tokens
    comments = lexer.comments
    let breaks = text.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    lineCount = text.isEmpty || text.utf8.last == UInt8(ascii: "\n") ? breaks : breaks + 1
  }

  /// Whether the file stands in one of the folders.
  func stands(in folders: [String]) -> Bool {
    folders.contains { path.hasPrefix($0 + "/") }
  }

  /// The folder that holds the target: the last one of `Sources/Values/Chronology/…`.
  var targetName: String? {
    let parts = path.split(separator: "/").map(String.init)
    if parts.count >= 4, parts[0] == "Sources" { return parts[2] }
    if parts.count >= 3, parts[0] == "Tests" { return parts[1] }
    return nil
  }

  /// A finding in this file.
  func finding(_ line: Int, _ message: String) -> Finding {
    Finding(path: path, line: line, message: message)
  }
}
