import Sampling
import StoreFormat

/// The numbers of a store's definitions: each has one for ever, and none is given twice.
struct SeriesNumbers: Sendable {
  /// All that are known, ascending by number.
  private(set) var definitions: [(SeriesID, CheckDefinition)] = []
  /// The first number that no series has had.
  private(set) var next: UInt32
  private var numbers: [CheckDefinition: SeriesID] = [:]
  private let limit: UInt32

  /// Goes on where a record ends; numbers are below `limit`.
  init(_ recovery: Recovery, limit: UInt32) {
    next = recovery.nextSeries
    self.limit = limit
    for (series, definition) in recovery.definitions.sorted(by: { $0.key < $1.key }) {
      numbers[definition] = series
      definitions.append((series, definition))
    }
  }

  /// The numbers of definitions, in their order; a new one gets the next number.
  ///
  /// - Returns: The numbers, and what is to be recorded of the new ones.
  /// - Throws: `tooManyDefinitions` when there are not enough numbers for all; then none is given.
  mutating func number(
    _ checks: [CheckDefinition]
  ) throws(StoreError) -> (series: [SeriesID], added: [Record]) {
    let new = Set(checks.filter { numbers[$0] == nil }).count
    // In a record of somebody else's the next number may lie beyond the limit already.
    guard new == 0 || UInt64(next) + UInt64(new) <= UInt64(limit) else {
      throw .tooManyDefinitions(new: new, limit: Int(limit))
    }
    var added: [Record] = []
    let series = checks.map { definition in
      if let series = numbers[definition] { return series }
      let series = SeriesID(number: next)
      next += 1
      numbers[definition] = series
      definitions.append((series, definition))
      added.append(.series(series, definition))
      return series
    }
    return (series, added)
  }
}
