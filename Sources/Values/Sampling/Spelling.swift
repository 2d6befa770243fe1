/// Finds what somebody may have meant.
package enum Spelling {
  /// Words of more bytes are compared with nothing.
  private static let longest = 64
  /// How many candidates are looked at.
  private static let mostCandidates = 10_000

  /// The candidate nearest to `word`: at most one edit away for each three letters, and at most 3.
  ///
  /// Case doesn't count. The first one wins where several are as near.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    guard (1...longest).contains(word.utf8.count) else { return nil }
    let letters = Array(word.lowercased().unicodeScalars)
    var best: (distance: Int, word: String)?
    for candidate in candidates.prefix(mostCandidates) {
      guard candidate.utf8.count <= longest else { continue }
      let limit = min(3, max(1, max(letters.count, candidate.count) / 3))
      let other = Array(candidate.lowercased().unicodeScalars)
      guard abs(other.count - letters.count) <= limit else { continue }
      let distance = distance(letters, other)
      if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.word
  }

  /// The fewest insertions, deletions, replacements and swaps of neighbours that turn one into the
  /// other, no place edited twice.
  ///
  /// Source: F. Damerau (1964); the restricted form, "optimal string alignment".
  static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for (row, letter) in first.enumerated() {
      var current = [row + 1]
      for (column, other) in second.enumerated() {
        var cost = min(last[column + 1], current[column]) + 1
        cost = min(cost, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[second.count]
  }
}
