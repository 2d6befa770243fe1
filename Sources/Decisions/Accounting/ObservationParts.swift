package import Agreement

/// Puts the parts of files of observations together: a file counts as a whole or not at all.
///
/// Parts of one name come in the order of the record. Where a crash cut a file short, or a part can't be
/// read any more, nothing of it counts. Memory: the parts of one file.
package struct ObservationParts: Sendable {
  private var entries: [ObservedEntry] = []
  private var hash: [UInt8] = []
  private var next = 0

  /// Nothing has come yet.
  package init() {}

  /// Takes the next part of a name.
  ///
  /// - Returns: The entries of the file that it completes, in the file's order; nil while parts are
  ///   missing.
  package mutating func take(_ part: RecordedObservations) -> [ObservedEntry]? {
    if part.part == 0 {
      entries = []
      hash = part.hash
    } else if part.hash != hash || part.part != next {
      self = ObservationParts()
      return nil
    }
    entries += part.entries
    next = part.part + 1
    guard next == part.parts else { return nil }
    defer { self = ObservationParts() }
    return entries
  }
}
