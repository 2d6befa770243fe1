import Sampling
import Yaml

/// The lines of a file, as libyaml counts them.
struct SourceLines {
  private let lines: [Substring.UnicodeScalarView.SubSequence]

  /// How much of a line is shown.
  private static let width = 100

  /// Cuts `bytes` into lines; what is no UTF-8 is replaced.
  init(_ bytes: [UInt8]) {
    let scalars = Substring(String(decoding: bytes, as: UTF8.self)).unicodeScalars
    var lines: [Substring.UnicodeScalarView.SubSequence] = []
    var start = scalars.startIndex
    var index = start
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let next = scalars.index(after: index)
      let isPair = scalar == "\r" && next < scalars.endIndex && scalars[next] == "\n"
      if !isPair, ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) {
        lines.append(scalars[start..<index])
        start = next
      }
      index = next
    }
    lines.append(scalars[start...])
    self.lines = lines
  }

  /// The character at `mark`, if there is one.
  func character(at mark: YamlMark) -> Unicode.Scalar? {
    guard lines.indices.contains(mark.line - 1) else { return nil }
    return lines[mark.line - 1].dropFirst(mark.column - 1).first
  }

  /// Whether `text` stands at `mark`.
  func holds(_ text: some Sequence<Unicode.Scalar>, at mark: YamlMark) -> Bool {
    guard lines.indices.contains(mark.line - 1) else { return false }
    return lines[mark.line - 1].dropFirst(mark.column - 1).starts(with: text)
  }

  /// The part of a line around `mark`; nil if there is no such line or nothing on it, or if an address
  /// with a query stands on it, which may hold a key.
  func excerpt(at mark: YamlMark) -> Diagnostic.Excerpt? {
    guard lines.indices.contains(mark.line - 1) else { return nil }
    let line = Array(lines[mark.line - 1]).drop { $0 == "\u{FEFF}" }
    guard !line.isEmpty, mark.column <= line.count + 1, !hasQuery(line) else { return nil }
    let column = mark.column - 1
    let first = column < SourceLines.width ? 0 : column - SourceLines.width / 2
    let shown = line.dropFirst(first).prefix(SourceLines.width)
    return Diagnostic.Excerpt(
      text: String(String.UnicodeScalarView(shown)).harmless,
      offset: column - first
    )
  }
}

/// Whether an address with a query stands on the line.
private func hasQuery(_ line: some Collection<Unicode.Scalar>) -> Bool {
  let text = String(String.UnicodeScalarView(line))
  return text.split(separator: "://", omittingEmptySubsequences: false).dropFirst()
    .contains { $0.contains("?") }
}

/// `text` in quotes, fit for a line of a terminal, cut off after 64 code points.
func quoted(_ text: String) -> String {
  // Not characters: one of them can be as long as the file.
  let head = text.unicodeScalars.prefix(64)
  let isWhole = head.endIndex == text.unicodeScalars.endIndex
  return "'\(String(String.UnicodeScalarView(head)).harmless)\(isWhole ? "" : "…")'"
}
