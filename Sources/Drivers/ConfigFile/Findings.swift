import Yaml

/// Gathers diagnostics in any order and gives them out in the files' order.
///
/// For the length of one load, on one thread.
final class Findings {
  /// How many are printed.
  static let printed = 100
  /// How many are kept, so that the first ones in the files' order are among them.
  private static let kept = 10_000

  private var found: [Found] = []
  private var dropped = 0

  /// How many errors there are, among them those that aren't kept.
  private(set) var errorCount = 0

  private struct Found {
    /// The file's place in the order of reading, the place in it, and the order of finding.
    let order: (file: Int, line: Int, column: Int, arrival: Int)
    let diagnostic: Diagnostic
  }

  /// Adds one of the file that was read as the `order`-th.
  func add(_ diagnostic: Diagnostic, order: Int) {
    if diagnostic.severity == .error { errorCount += 1 }
    guard found.count < Findings.kept else {
      dropped += 1
      return
    }
    found.append(
      Found(
        order: (order, diagnostic.line, diagnostic.column, found.count),
        diagnostic: diagnostic
      )
    )
  }

  /// The first ones in the files' order, and how many there are beyond.
  func ordered() -> (first: [Diagnostic], omitted: Int) {
    let sorted = found.sorted { $0.order < $1.order }.map(\.diagnostic)
    let first = Array(sorted.prefix(Findings.printed))
    return (first, sorted.count - first.count + dropped)
  }
}
