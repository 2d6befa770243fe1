/// What the Markdown pages and the comments point at.
enum PageRules {
  /// The paths under `docs/` that `text` mentions, with their lines.
  static func mentionedPaths(in text: String) -> [(path: String, line: Int)] {
    var found: [(path: String, line: Int)] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where line.contains("docs/") {
      let words = line.split { !($0.isLetter || $0.isNumber || "/._-*".contains($0)) }
      for word in words {
        guard let path = path(in: word) else { continue }
        found.append((path, index + 1))
      }
    }
    return found
  }

  /// `docs/…` as `word` has it, without the full stop of the sentence; nil for any other word.
  private static func path(in word: Substring) -> String? {
    var path = word
    while path.hasPrefix("./") || path.hasPrefix("../") {
      path = path.drop { $0 == "." }.dropFirst()
    }
    while let last = path.last, ".-*".contains(last) { path = path.dropLast() }
    guard path.hasPrefix("docs/"), !path.contains("*") else { return nil }
    return String(path)
  }

  /// Paths under `docs/` that nothing stands at, in pages and in the comments of the sources.
  static func deadPaths(_ repository: Repository) -> [Finding] {
    let inPages = repository.pages.flatMap { page in
      mentionedPaths(in: page.text).map { (page.path, $0.line, $0.path) }
    }
    let inComments = repository.swiftFiles.filter { $0.stands(in: ["Sources"]) }.flatMap { file in
      file.comments.flatMap { comment in
        mentionedPaths(in: comment.text).map { (file.path, comment.line, $0.path) }
      }
    }
    return (inPages + inComments).filter { !repository.contains($0.2) }.map { path, line, target in
      Finding(
        path: path,
        line: line,
        message: "\(target) doesn't exist: write it, or point at where it says so"
      )
    }
  }
}
