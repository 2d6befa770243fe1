/// The number by which a store calls one definition of a check; a changed definition gets a new one.
package struct SeriesID: Hashable, Comparable, Sendable {
  /// 0 and up, dense within a store.
  package let number: UInt32

  /// The series with this number.
  package init(number: UInt32) {
    self.number = number
  }

  /// The smaller number first.
  package static func < (left: SeriesID, right: SeriesID) -> Bool {
    left.number < right.number
  }
}
