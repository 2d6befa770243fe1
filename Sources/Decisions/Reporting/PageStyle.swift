/// How a page looks, on screens and on A4, in black and white.
enum PageStyle {
  /// The style as a text of CSS, in which nothing needs escaping in HTML or XML.
  ///
  /// - Parameters:
  ///   - running: What stands over every printed page.
  ///   - page: The word before a page's number.
  static func markup(running: String, page: String) -> Markup {
    Markup(css: source + printed(running: running, page: page))
  }

  private static func printed(running: String, page: String) -> String {
    """
    @page {
      size: A4;
      margin: 22mm 14mm 18mm;
      @top-left { content: \(quoted(running)); font: 7pt sans-serif; }
      @bottom-right { content: \(quoted(page + " ")) counter(page) " / " counter(pages);
        font: 8pt sans-serif; }
    }

    """
  }

  /// `text` as a string of CSS: everything but letters, digits and a few signs by its number.
  ///
  /// Source: CSS Syntax Module Level 3, section 4.3.7.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", "-", ".", "_": result.unicodeScalars.append(scalar)
      default: result += "\\" + String(scalar.value, radix: 16) + " "
      }
    }
    return result + "\""
  }

  private static let source = """

    :root { color: #000; background: #fff; font: 11pt/1.4 sans-serif; }
    body { max-width: 182mm; margin: 2rem auto; padding: 0 1rem; }
    h1 { font-size: 1.6rem; margin: 0; }
    h2 { font-size: 1.15rem; border-bottom: 1px solid #000; margin: 1.6rem 0 0.6rem; }
    h3 { font-size: 1rem; margin: 1rem 0 0.3rem; }
    p.agreement { font-size: 1.15rem; margin: 0.2rem 0 1rem; }
    table { border-collapse: collapse; width: 100%; margin: 0.5rem 0; font-size: 0.8rem; }
    caption { text-align: left; font-weight: bold; padding: 0.3rem 0; }
    th, td { border-bottom: 1px solid #999; padding: 0.2rem 0.35rem; text-align: left; }
    th, td { vertical-align: top; overflow-wrap: break-word; }
    td:last-child { overflow-wrap: anywhere; min-width: 5.5rem; }
    thead th { border-bottom: 2px solid #000; overflow-wrap: normal; }
    th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
    table.head th { width: 10rem; }
    td.hash { font-family: monospace; }
    pre { font: 0.68rem/1.35 monospace; overflow-x: auto; white-space: pre-wrap; }
    figure { margin: 0.5rem 0; }
    figcaption { font-size: 0.8rem; }
    svg { width: 100%; height: auto; }
    footer { border-top: 1px solid #000; margin-top: 2rem; font-size: 0.8rem; }
    @media print {
      :root { font-size: 9.5pt; }
      body { max-width: none; margin: 0; padding: 0; }
      h2, h3, caption, thead { break-after: avoid; }
      figure, tr { break-inside: avoid; }
      thead { display: table-header-group; }
    }

    """
}
