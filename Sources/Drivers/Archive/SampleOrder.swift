import Chronology
import Sampling

extension [Sample] {
  /// The same samples ascending by start; of equal starts those that were measured first, then as
  /// they stand here.
  var inOrder: [Sample] {
    let isInOrder = zip(self, dropFirst()).allSatisfy { $0.start < $1.start }
    if isInOrder { return self }
    return enumerated().sorted { left, right in
      left.element.rank < right.element.rank
        || left.element.rank == right.element.rank && left.offset < right.offset
    }.map(\.element)
  }
}

extension Sample {
  fileprivate var rank: (Instant, Int) { (start, flags.contains(.imported) ? 1 : 0) }
}
