/// Reads a text by the grammar of OpenMetrics 1.0.0 ("ABNF" and the rules beside it), as far as gauges
/// with labels and timestamps go, and says what is wrong with it.
package struct OpenMetricsText {
  /// Everything that is wrong, each with its line's number.
  package private(set) var faults: [String] = []
  /// The names of the families, in order.
  package private(set) var families: [String] = []
  /// How many values there are.
  package private(set) var count = 0

  private var line = 0
  private var described: Set<String> = []
  private var hasValues = false
  private var finished: Set<String> = []
  private var series: String?
  private var last: Double = 0
  private var isOver = false

  /// Reads a whole text.
  package init(_ text: String) {
    if !text.hasSuffix("# EOF\n") && !text.hasSuffix("# EOF") {
      faults.append("no # EOF at the end")
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    for own in lines {
      line += 1
      if isOver { fail("text after # EOF") }
      read(String(own))
    }
  }

  private mutating func fail(_ words: String) { faults.append("\(line): \(words)") }

  private mutating func read(_ text: String) {
    if text == "# EOF" {
      isOver = true
    } else if text.hasPrefix("#") {
      describe(text)
    } else {
      value(text)
    }
  }

  /// `metric-descriptor`: one space between all words.
  private mutating func describe(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
    guard words.count == 4, words[0] == "#", ["TYPE", "UNIT", "HELP"].contains(words[1]) else {
      return fail("no descriptor: \(text)")
    }
    let (kind, name, rest) = (String(words[1]), String(words[2]), String(words[3]))
    if !OpenMetricsText.isName(name) { fail("name \(name)") }
    if families.last != name {
      if families.contains(name) { fail("the family \(name) stands twice") }
      families.append(name)
      described = []
      finished = []
      series = nil
      hasValues = false
    }
    if hasValues { fail("\(kind) after values of \(name)") }
    if !described.insert(kind).inserted { fail("\(kind) of \(name) stands twice") }
    switch kind {
    case "TYPE": if rest != "gauge" { fail("type \(rest)") }
    case "UNIT": if !name.hasSuffix("_\(rest)") { fail("\(name) does not end in its unit \(rest)") }
    default:
      var escaped = false
      for character in rest {
        if escaped, !"n\"\\".contains(character) { fail("escape in \(rest)") }
        escaped = !escaped && character == "\\"
      }
      if escaped { fail("escape in \(rest)") }
    }
  }

  /// `sample`: name, labels, a number, a timestamp.
  private mutating func value(_ text: String) {
    count += 1
    guard let open = text.firstIndex(of: "{"), let close = text.lastIndex(of: "}") else {
      return fail("no labels: \(text)")
    }
    let name = String(text[..<open])
    if name != families.last { fail("\(name) is not of the family before it") }
    if !described.contains("TYPE") { fail("\(name) has no type") }
    hasValues = true
    let labels = String(text[text.index(after: open)..<close])
    if !OpenMetricsText.isLabel(labels) { fail("labels \(labels)") }
    let rest = text[text.index(after: close)...]
    let words = rest.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == "", let time = Double(words[2]), time.isFinite,
      OpenMetricsText.isNumber(words[1]), OpenMetricsText.isNumber(words[2])
    else { return fail("no value and timestamp: \(text)") }
    if series != labels {
      if let series { finished.insert(series) }
      if finished.contains(labels) { fail("the values of \(name){\(labels)} are not together") }
      series = labels
    } else if time <= last {
      fail("the timestamps of \(name){\(labels)} do not ascend")
    }
    last = time
  }

  /// `metricname`.
  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && !(text.first?.isNumber ?? false)
      && text.utf8.allSatisfy { byte in
        let character = Character(UnicodeScalar(byte))
        return byte < 0x80 && (character.isLetter || character.isNumber || "_:".contains(character))
      }
  }

  /// One `label-name="escaped-string"`.
  private static func isLabel(_ text: String) -> Bool {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, isName(String(parts[0])), parts[1].count >= 2, parts[1].hasPrefix("\""),
      parts[1].hasSuffix("\"")
    else { return false }
    var escaped = false
    for character in parts[1].dropFirst().dropLast() {
      if escaped {
        if !"n\"\\".contains(character) { return false }
        escaped = false
      } else if character == "\\" {
        escaped = true
      } else if character == "\"" || character == "\n" {
        return false
      }
    }
    return !escaped
  }

  /// `realnumber`, without an exponent.
  private static func isNumber(_ text: Substring) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
  }
}
