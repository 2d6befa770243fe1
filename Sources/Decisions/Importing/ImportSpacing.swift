package import Chronology
package import Sampling

/// That most samples of a file are further apart than one of them vouches for, so that much of the
/// time between them stays unknown.
package struct ImportSpacing: Hashable, Sendable, CustomStringConvertible {
  /// Whose samples they are.
  package let check: CheckID
  /// How long each vouches for the state around it.
  package let validity: TimeAmount
  /// How far at least half of the samples are apart from the next.
  package let distance: TimeAmount
  /// The share of the time between the first and the last that stays unknown, in percent, rounded
  /// down.
  package let unknownPercent: Int64

  /// Looks at a file.
  ///
  /// - Parameters:
  ///   - first: The position of the first sample that counts.
  ///   - definition: The check's, by which its validity is reckoned.
  /// - Returns: Nil if half of the samples, or more, are near enough to the next.
  package init?(of reading: ImportReading, from first: Int, by definition: CheckDefinition) {
    let starts = reading[first...].map(\.start.nanoseconds)
    let distances = zip(starts, starts.dropFirst()).map { $1 - $0 }.sorted()
    guard let whole = starts.last.map({ $0 - starts[0] }), !distances.isEmpty else { return nil }
    check = definition.id
    validity = definition.validity
    distance = TimeAmount(nanoseconds: distances[(distances.count - 1) / 2])
    guard distance > validity else { return nil }
    let beyond = distances.reduce(0) { $0 + max(0, $1 - definition.validity.nanoseconds) }
    unknownPercent = Int64(Int128(beyond) * 100 / Int128(whole))
  }

  /// One line: what is so, and what to do.
  package var description: String {
    let milliseconds = (distance.nanoseconds + 999_999) / 1_000_000
    let interval =
      milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000)s" : "\(milliseconds)ms"
    return "most lines are \(distance) apart, and a sample of '\(check)' vouches for "
      + "\(validity): \(unknownPercent) % of this time stays unknown; set the check's interval to "
      + "\(interval) before you import, or import it all the same with --sparse: what is recorded is "
      + "never replaced"
  }
}
