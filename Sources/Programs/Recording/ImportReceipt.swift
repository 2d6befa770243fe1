package import Chronology
import Importing

/// What was imported.
package struct ImportReceipt: Hashable, Sendable, CustomStringConvertible {
  /// How many samples were recorded now.
  package let count: Int
  /// How many the file has.
  package let total: Int
  /// Where the first one of them starts.
  package let from: Instant
  /// Where the last one starts.
  package let to: Instant
  private let request: ImportRequest

  init(
    _ request: ImportRequest,
    count: Int,
    total: Int,
    from: Instant,
    to: Instant
  ) {
    self.request = request
    self.count = count
    self.total = total
    self.from = from
    self.to = to
  }

  /// One line, such as `imported 43200 samples from … to …, sha256 …`.
  package var description: String {
    let samples = count == 1 ? "sample" : "samples"
    let amount =
      count == total ? "\(count) \(samples)" : "the remaining \(count) of \(total) samples"
    return "imported \(amount) of \(request.check) from \(from) to \(to), sha256 "
      + request.hexadecimalHash
  }
}
