/// Which number a store gave to which definition of a check.
///
/// A definition keeps its number for the life of the store, so that going back to an old
/// configuration continues the old series. At most ``limit`` definitions are numbered.
package struct SeriesRegistry: Sendable {
  /// Numbers are 0 up to this, not included.
  package static let limit = 1_048_576

  /// The definitions by number.
  package private(set) var definitions: [CheckDefinition?] = []
  private var numbers: [CheckDefinition: UInt32] = [:]
  /// Those numbered since the last call of ``takeNew()``.
  private var new: [SeriesID] = []

  /// A registry without definitions.
  package init() {}

  /// The definition of a number, if it has one.
  package subscript(series: SeriesID) -> CheckDefinition? {
    let index = Int(series.number)
    return index < definitions.count ? definitions[index] : nil
  }

  /// Learns from the record what `series` stands for; false beyond the limit.
  @discardableResult
  package mutating func learn(_ series: SeriesID, _ definition: CheckDefinition) -> Bool {
    guard series.number < SeriesRegistry.limit else { return false }
    while definitions.count <= Int(series.number) { definitions.append(nil) }
    definitions[Int(series.number)] = definition
    numbers[definition] = series.number
    return true
  }

  /// The number of `definition`, which becomes the next free one if it has none yet.
  ///
  /// - Precondition: Fewer than ``limit`` definitions are numbered.
  package mutating func series(of definition: CheckDefinition) -> SeriesID {
    if let number = numbers[definition] { return SeriesID(number: number) }
    precondition(definitions.count < SeriesRegistry.limit, "a store numbers 2^20 definitions")
    let series = SeriesID(number: UInt32(definitions.count))
    learn(series, definition)
    new.append(series)
    return series
  }

  /// Those that were numbered since the last call and are not in the record yet.
  package mutating func takeNew() -> [(SeriesID, CheckDefinition)] {
    defer { new = [] }
    return new.compactMap { series in self[series].map { (series, $0) } }
  }
}
