/// A table of text whose columns are as wide as their widest cell.
package struct TextTable {
  /// A text and its colour.
  package struct Cell {
    let text: String
    let tone: Ink.Tone?

    init(_ text: String, _ tone: Ink.Tone?) {
      self.text = text
      self.tone = tone
    }

    /// A text in the colour of everything.
    package init(_ text: String) { self.init(text, nil) }
  }

  /// Over each column; a title that begins with a space stands at the right, and so do its cells.
  let titles: [String]
  let rows: [[Cell]]
  let ink: Ink

  /// A table of rows that have as many cells as there are titles.
  package init(titles: [String], rows: [[Cell]], ink: Ink) {
    self.titles = titles
    self.rows = rows
    self.ink = ink
  }

  /// The lines, two spaces between columns, none at the end of a line.
  package var lines: [String] {
    let widths = titles.indices.map { column in
      rows.map { $0[column].text.count }.reduce(titles[column].count) { max($0, $1) }
    }
    let head = titles.map { Cell($0, .faint) }
    return ([head] + rows).map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        if column > 0 { line += "  " }
        let margin = String(repeating: " ", count: widths[column] - cell.text.count)
        let isLast = column == row.count - 1
        let text = ink.paint(cell.text, cell.tone)
        line += titles[column].first == " " ? margin + text : isLast ? text : text + margin
      }
      return line
    }
  }
}
