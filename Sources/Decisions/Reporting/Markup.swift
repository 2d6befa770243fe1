import Sampling

/// A piece of HTML that is well-formed XML as well.
///
/// Every text and every value of an attribute is escaped when the piece is made: there is no other
/// way to make one, so that nothing of a record can be read as markup.
struct Markup: Hashable, Sendable {
  /// The piece as it is written.
  let source: String

  private init(source: String) { self.source = source }

  /// A text.
  init(text: String) { source = Markup.escaped(text) }

  /// An element; `name` and the names of attributes are the program's own.
  init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: [Markup]) {
    let pairs = attributes.map { " \($0.key)=\"\(Markup.escaped($0.value))\"" }.joined()
    // Elements that hold others begin their content on a line of its own.
    let opening = Markup.containers.contains(name) ? "\n" : ""
    let closing = Markup.phrases.contains(name) ? "" : "\n"
    let inner = content.map(\.source).joined()
    source =
      content.isEmpty && Markup.empty.contains(name)
      ? "<\(name)\(pairs)/>\(closing)" : "<\(name)\(pairs)>\(opening)\(inner)</\(name)>\(closing)"
  }

  /// A style; `css` is the program's own.
  ///
  /// - Precondition: There is nothing in it that HTML or XML would read as markup.
  init(css: String) {
    precondition(!css.contains { $0 == "<" || $0 == "&" }, "a style has no markup")
    source = css
  }

  /// An element that holds one text.
  init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
    self.init(name, attributes, [Markup(text: text)])
  }

  /// A whole document of the element `root`.
  static func page(_ root: Markup) -> String { "<!DOCTYPE html>\n" + root.source }

  /// Elements without content.
  private static let empty: Set = ["meta", "rect", "line", "path"]
  /// Elements inside a line.
  private static let phrases: Set = ["td", "th", "strong", "code", "span", "title", "dt", "dd"]
  /// Elements whose content has lines of its own.
  private static let containers: Set = [
    "html", "head", "body", "header", "main", "section", "footer", "table", "thead", "tbody",
    "figure", "svg", "defs", "g", "pattern", "ul",
  ]

  /// `text` without what could be read as markup, or what XML doesn't allow.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.harmless.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
