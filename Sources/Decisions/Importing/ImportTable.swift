import Sampling

/// The columns of a file of comma-separated values, named as the keys of a line.
///
/// A value may stand in quotes, with each quote in it doubled; it has no line breaks. An empty one is
/// not known.
///
/// Source: RFC 4180, section 2, without line breaks in values.
struct ImportTable: Sendable {
  private let names: [String]

  /// The columns that a file's first line names; nil if it names no `at` and `outcome`, and so is none.
  ///
  /// - Throws: The fault of a column that isn't known or stands twice.
  init?(titles: [UInt8], number: Int) throws(ImportFault) {
    guard let fields = ImportTable.fields(of: titles) else { return nil }
    let names = fields.map(\.text)
    guard names.contains("at"), names.contains("outcome") else { return nil }
    let known = ImportLine.keys + ImportLine.exportedKeys
    for (index, field) in fields.enumerated() {
      if !known.contains(field.text) {
        let meant = Spelling.nearest(to: field.text, among: ImportLine.keys)
        throw ImportFault(
          line: number,
          column: field.offset + 1,
          message: "\(quoted(field.text)) is not a column of imported samples",
          remedy: meant.map { "did you mean \"\($0)\"?" }
            ?? "the columns are \(ImportLine.keys.joined(separator: ", ")); leave it out"
        )
      }
      if names[..<index].contains(field.text) {
        throw ImportFault(
          line: number,
          column: field.offset + 1,
          message: "the column \(quoted(field.text)) stands twice",
          remedy: "keep one of them"
        )
      }
    }
    self.names = names
  }

  /// The values of a row by their columns.
  ///
  /// - Throws: The fault of a row that has not as many values as there are columns.
  func members(of row: [UInt8], number: Int) throws(ImportFault) -> [ParsedMember] {
    try ImportTable.members(of: row, under: names, number: number)
  }

  /// The values of a row of any table by its columns.
  ///
  /// - Throws: The fault of a row that has not as many values as there are columns.
  static func members(
    of row: [UInt8],
    under names: [String],
    number: Int
  ) throws(ImportFault) -> [ParsedMember] {
    guard let fields = ImportTable.fields(of: row) else {
      throw ImportFault(
        line: number,
        column: 1,
        message: "a quote is not closed, or text stands beside one",
        remedy: "put a value in quotes as a whole, and double each quote in it"
      )
    }
    guard fields.count == names.count else {
      throw ImportFault(
        line: number,
        column: 1,
        message: "the row has \(fields.count) values, and there are \(names.count) columns",
        remedy: "write one value for each column; an empty one is not known"
      )
    }
    return zip(names, fields).map { name, field in
      ParsedMember(
        name: name,
        value: field.text.isEmpty ? .null : ImportTable.value(field.text, of: name),
        nameOffset: field.offset,
        valueOffset: field.offset
      )
    }
  }

  /// A value as a line of JSON would write it: text has quotes there, a number has none.
  private static func value(_ text: String, of name: String) -> ParsedJSON {
    let isNumber = text.utf8.allSatisfy { byte in
      byte.isDigit || "+-.eE".utf8.contains(byte)
    }
    return isNumber ? .number(ParsedNumber(text: text, integer: Int64(text))) : .string(text)
  }

  /// The fields of a line and where each begins, in bytes; nil where quotes make no sense or it isn't
  /// UTF-8.
  static func fields(of line: [UInt8]) -> [(text: String, offset: Int)]? {
    var fields: [(text: String, offset: Int)] = []
    var index = 0
    while true {
      let start = index
      var bytes: [UInt8] = []
      if index < line.count, line[index] == UInt8(ascii: "\"") {
        index += 1
        while true {
          guard index < line.count else { return nil }
          if line[index] == UInt8(ascii: "\"") {
            index += 1
            guard index < line.count, line[index] == UInt8(ascii: "\"") else { break }
          }
          bytes.append(line[index])
          index += 1
        }
      } else {
        while index < line.count, line[index] != UInt8(ascii: ",") {
          guard line[index] != UInt8(ascii: "\"") else { return nil }
          bytes.append(line[index])
          index += 1
        }
      }
      guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
      fields.append((text, start))
      if index == line.count { return fields }
      guard line[index] == UInt8(ascii: ",") else { return nil }
      index += 1
    }
  }
}
