import Agreement

/// The columns of a table of observations, named as the keys of a line.
///
/// Source: RFC 4180, section 2, without line breaks in values.
struct ObservationTable: Sendable {
  private let names: [String]

  /// The columns that a file's first line names.
  ///
  /// - Throws: The fault of a column that isn't known, is missing or stands twice.
  init(titles: [UInt8], number: Int, _ kind: ObservationFeed.Kind) throws(ImportFault) {
    guard !titles.starts(with: [0xEF, 0xBB, 0xBF]) else {
      throw ImportFault(
        line: number,
        column: 1,
        message: "the file starts with a byte order mark",
        remedy: "save the file as UTF-8 without one"
      )
    }
    guard let fields = ImportTable.fields(of: titles) else {
      throw ImportFault(
        line: number,
        column: 1,
        message: "this is neither a JSON object nor a row of comma-separated names",
        remedy: "write lines such as \(ObservationLine.example(of: kind)), or a table under the"
          + " columns \(ObservationLine.keys(of: kind).joined(separator: ","))"
      )
    }
    // As spreadsheets write tables where a comma is the decimal sign.
    if fields.count == 1, let mark = fields[0].text.first(where: { $0 == ";" || $0 == "\t" }) {
      throw ImportFault(
        line: number,
        column: 1,
        message: "the columns are separated by \(mark == ";" ? "semicolons" : "tabs")",
        remedy: "separate names and values by commas, as in"
          + " \(ObservationLine.keys(of: kind).joined(separator: ","))"
      )
    }
    var names: [String] = []
    for field in fields {
      guard ObservationLine.keys(of: kind).contains(field.text) else {
        throw ObservationLine.unknown(field.text, line: number, at: field.offset, kind)
      }
      guard !names.contains(field.text) else {
        throw ImportFault(
          line: number,
          column: field.offset + 1,
          message: "the column \(quoted(field.text)) stands twice",
          remedy: "keep one of them"
        )
      }
      names.append(field.text)
    }
    let needed =
      kind == .counts
      ? ["from", "to", "good", "valid"] : ["at", names.contains("end") ? "end" : "duration"]
    if let missing = needed.first(where: { !names.contains($0) }) {
      throw ImportFault(
        line: number,
        column: 1,
        message: "the column \"\(missing)\" is missing",
        remedy:
          "the columns of \(kind.word) are \(ObservationLine.keys(of: kind).joined(separator: ","))"
      )
    }
    self.names = names
  }

  /// The values of a row by their columns.
  ///
  /// - Throws: The fault of a row that has not as many values as there are columns.
  func members(of row: [UInt8], number: Int) throws(ImportFault) -> [ParsedMember] {
    try ImportTable.members(of: row, under: names, number: number)
  }
}
