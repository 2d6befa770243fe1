/// One value of a text of metrics: `name{label="text"} value timestamp`.
///
/// Source: OpenMetrics 1.0.0, "ABNF", `sample`, without exemplars.
struct MetricLine: Sendable {
  /// A label.
  struct Label: Hashable, Sendable {
    let name: String
    let value: String
  }

  /// The metric's name.
  private(set) var name = ""
  /// Its labels, as they stand.
  private(set) var labels: [Label] = []
  /// Where the labels begin, in bytes.
  private(set) var labelsOffset = 0
  /// The value's spelling, and where it is.
  private(set) var value: ArraySlice<UInt8> = []
  /// The timestamp's spelling, and where it is; empty if there is none.
  private(set) var time: ArraySlice<UInt8> = []

  /// How many labels one value may have.
  static let mostLabels = 64

  private let line: [UInt8]
  private let number: Int
  private var place = 0

  /// Reads a line.
  ///
  /// - Throws: What is wrong with it, and where.
  init(_ line: [UInt8], number: Int) throws(ImportFault) {
    self.line = line
    self.number = number
    name = try word("a metric's name")
    labelsOffset = place
    if next == UInt8(ascii: "{") { try readLabels() }
    try readSpace()
    value = field()
    if value.isEmpty { throw fault("no value stands here") }
    if next != nil {
      try readSpace()
      time = field()
    }
    if next != nil { throw fault("more than a value and a timestamp stands here") }
  }

  private var next: UInt8? { place < line.count ? line[place] : nil }

  private mutating func readSpace() throws(ImportFault) {
    guard next == UInt8(ascii: " ") else { throw fault("a space is missing") }
    while next == UInt8(ascii: " ") { place += 1 }
  }

  private mutating func field() -> ArraySlice<UInt8> {
    let start = place
    while let byte = next, byte != UInt8(ascii: " ") { place += 1 }
    return line[start..<place]
  }

  private mutating func word(_ what: String) throws(ImportFault) -> String {
    let start = place
    while let byte = next, MetricLine.isWord(byte, isFirst: place == start) { place += 1 }
    if place == start { throw fault("\(what) is missing") }
    return String(decoding: line[start..<place], as: UTF8.self)
  }

  static func isWord(_ byte: UInt8, isFirst: Bool) -> Bool {
    let letter = byte | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ":") || !isFirst && byte.isDigit
  }

  /// `{a="b",c="d"}`; Prometheus writes a space after the comma.
  private mutating func readLabels() throws(ImportFault) {
    place += 1
    while next != UInt8(ascii: "}") {
      if !labels.isEmpty {
        guard next == UInt8(ascii: ",") else { throw fault("a comma is missing") }
        place += 1
        while next == UInt8(ascii: " ") { place += 1 }
      }
      if labels.count == MetricLine.mostLabels {
        throw fault("more than \(MetricLine.mostLabels) labels stand here")
      }
      let name = try word("a label's name")
      if labels.contains(where: { $0.name == name }) { throw fault("a label stands twice") }
      guard next == UInt8(ascii: "=") else { throw fault("= is missing") }
      place += 1
      labels.append(Label(name: name, value: try text()))
    }
    place += 1
  }

  private mutating func text() throws(ImportFault) -> String {
    guard next == UInt8(ascii: "\"") else { throw fault("a label's value has no quote") }
    place += 1
    let start = place
    var bytes: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      place += 1
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch next {
      case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "\""): bytes.append(UInt8(ascii: "\""))
      default: throw fault("no escape of this format stands here")
      }
      place += 1
    }
    guard next != nil else { throw fault("a label's value is not closed") }
    place += 1
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw fault(at: start, "a label's value is not UTF-8")
    }
    return text
  }

  private func fault(_ message: String) -> ImportFault { fault(at: place, message) }

  /// A fault of the line as a whole.
  private func fault(at offset: Int, _ message: String) -> ImportFault {
    ImportFault(
      line: number,
      column: offset + 1,
      message: "no value of a metric, \(message)",
      remedy:
        "write it as constat export --format openmetrics or promtool tsdb dump-openmetrics does"
    )
  }
}
