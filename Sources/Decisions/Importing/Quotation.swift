/// How many characters of a foreign text a message repeats.
private let longestQuotation = 40

/// `text` in quotes, fit for a terminal and a log.
func quoted(_ text: String) -> String { "\"\(excerpt(text))\"" }

/// `text` fit for a terminal and a log: what isn't printable ASCII is escaped, and what goes beyond
/// 40 characters is cut off.
func excerpt(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(longestQuotation) {
    result += scalar == "\"" ? "\\\"" : scalar.escaped(asASCII: true)
  }
  return text.unicodeScalars.count > longestQuotation ? result + "…" : result
}

/// The word of `words` that is at most two edits away from `text`, the nearest and first of them.
///
/// An edit inserts, deletes or replaces one letter; case doesn't count.
func nearest(to text: String, among words: [String]) -> String? {
  let letters = Array(text.lowercased().utf8)
  guard letters.count <= 64 else { return nil }
  var best: (edits: Int, word: String)?
  for word in words {
    let edits = edits(letters, Array(word.utf8))
    if edits <= min(2, word.utf8.count - 1), edits < best?.edits ?? .max { best = (edits, word) }
  }
  return best?.word
}

/// The fewest edits from one to the other.
///
/// Source: V. Levenshtein (1966); the two rows of R. Wagner and M. Fischer (1974).
private func edits(_ first: [UInt8], _ second: [UInt8]) -> Int {
  var last = Array(0...second.count)
  for (row, letter) in first.enumerated() {
    var current = [row + 1]
    for (column, other) in second.enumerated() {
      current.append(
        min(
          last[column] + (letter == other ? 0 : 1),
          min(last[column + 1], current[column]) + 1
        )
      )
    }
    last = current
  }
  return last[second.count]
}

extension UInt8 {
  /// Whether it is one of `0` to `9` in ASCII.
  var isDigit: Bool { (0x30...0x39).contains(self) }
}
