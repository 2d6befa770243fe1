/// Notices when a store outgrows the size that it may have, and when it fits again: each once.
package struct SizeWatch: Hashable, Sendable {
  /// What has changed.
  package enum Change: Hashable, Sendable {
    /// The store has become too large.
    case exceeded
    /// It is not any more.
    case fits
  }

  /// Whether the store was too large at the last look.
  package private(set) var isExceeded = false

  /// A watch that has seen nothing yet.
  package init() {}

  /// Looks at the size, in bytes.
  ///
  /// - Parameter limit: How many it may have; nil is any.
  /// - Returns: nil where nothing has changed.
  package mutating func look(at size: Int64, limit: Int64?) -> Change? {
    let exceeds = limit.map { size > $0 } ?? false
    if exceeds == isExceeded { return nil }
    isExceeded = exceeds
    return exceeds ? .exceeded : .fits
  }
}
