import Sampling
import Yaml

/// A file that is being read: what is found on it gets its name and the line's text.
final class Page {
  /// The file's name, as diagnostics print it.
  let name: String
  /// The agreement's zone, once it is read: dates are held against it.
  var zone: AgreementZone?
  private let order: Int
  private let bytes: [UInt8]
  private let findings: Findings
  private lazy var lines = SourceLines(bytes)

  /// A page of `bytes`, read as the `order`-th file.
  init(name: String, order: Int, bytes: [UInt8], findings: Findings) {
    self.name = name
    self.order = order
    self.bytes = bytes
    self.findings = findings
  }

  /// Says that the file is refused; without a place it concerns the whole file.
  ///
  /// A line that holds a secret isn't shown.
  func error(
    _ message: String,
    hint: String? = nil,
    at mark: YamlMark? = nil,
    showsLine: Bool = true
  ) {
    add(.error, message, hint, mark, showsLine: showsLine)
  }

  /// Says that a key has a meaning but isn't read yet.
  func refuse(_ entry: YamlEntry) {
    error("\(quoted(entry.key)) is not supported yet", hint: "leave it out", at: entry.mark)
  }

  /// Says what is doubtful.
  func warn(_ message: String, hint: String? = nil, at mark: YamlMark) {
    add(.warning, message, hint, mark, showsLine: true)
  }

  /// The place of what stands after `offset` code points of a scalar's text; the scalar's beginning, if
  /// the text doesn't stand on one line as it is.
  func place(_ offset: Int, in node: YamlNode) -> YamlMark {
    guard case .scalar(let scalar) = node.content else { return node.mark }
    let quote = scalar.style == .plain ? 0 : 1
    let start = YamlMark(line: node.mark.line, column: node.mark.column + quote)
    let before = scalar.text.unicodeScalars.prefix(offset)
    guard lines.holds(before, at: start) else { return node.mark }
    return YamlMark(line: start.line, column: start.column + before.count)
  }

  private func add(
    _ severity: Diagnostic.Severity,
    _ message: String,
    _ hint: String?,
    _ mark: YamlMark?,
    showsLine: Bool
  ) {
    findings.add(
      Diagnostic(
        file: name,
        line: mark?.line ?? 0,
        column: mark?.column ?? 0,
        severity: severity,
        message: message,
        hint: hint,
        excerpt: showsLine ? mark.flatMap { lines.excerpt(at: $0) } : nil
      ),
      order: order
    )
  }

  /// Reads the page's document.
  ///
  /// - Returns: The document's value; nil if it can't be read, which is said.
  func root() -> YamlNode? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      error("the file is UTF-16", hint: "save it as UTF-8")
      return nil
    }
    do throws(YamlError) {
      let document = try YamlDocument(bytes, limits: .configuration)
      for problem in document.problems { say(problem) }
      return document.root
    } catch {
      say(error)
      return nil
    }
  }

  /// Where the key at the end of `path` is written, from the document's top down; where the last of them is
  /// that is written, if it isn't, and nil if none is.
  ///
  /// The document is read once more, without a word of what is wrong in it.
  func mark(of path: String...) -> YamlMark? { mark(of: path) }

  /// The same.
  func mark(of path: [String]) -> YamlMark? {
    var node = (try? YamlDocument(bytes, limits: .configuration))?.root
    var found: YamlMark?
    for key in path {
      guard case .mapping(let entries)? = node?.content,
        let entry = entries.first(where: { $0.key == key })
      else { break }
      found = entry.mark
      node = entry.value
    }
    return found
  }

  private func say(_ error: YamlError) {
    let hint: String? =
      switch error.problem {
      case .size(let limit): "the limit is \(limit >> 20) MiB"
      case .encoding: "save the file as UTF-8 text"
      case .character: "save the file as plain text"
      case .duplicateKey: "keep one of them"
      case .mergeKey: "write the keys out"
      case .tag: "leave it out"
      case .severalDocuments: "take out the line '---', or move it to a file of its own"
      case .empty: "docs/configuration.md shows what belongs in it"
      case .syntax(_, _, let context): syntaxHint(context ?? "", at: error.mark)
      case .nodes:
        "\(CheckLimits.checks) checks that say everything have fewer; see what aliases stand for"
      case .memory, .depth, .keyKind, .unknownAlias, .recursiveAlias: nil
      }
    let isWhole =
      switch error.problem {
      case .size, .memory, .empty: true
      default: false
      }
    self.error(error.problem.description.harmless, hint: hint, at: isWhole ? nil : error.mark)
  }

  /// What to do about the commonest mistakes, whose names in libyaml say little.
  private func syntaxHint(_ context: String, at mark: YamlMark) -> String? {
    if context.contains("block scalar") { return "put a text that begins with > or | in quotes" }
    switch lines.character(at: mark) {
    case "\t": return "indent by spaces, not by tabs"
    case ">", "|": return "put a text that begins with > or | in quotes"
    case "@", "`", "%": return "put a text that begins with @, ` or % in quotes"
    default: return nil
    }
  }
}
