/// How many records wait for the judge, and whether somebody waits to add more.
struct Backlog: Sendable {
  private let limit: Int
  private(set) var waiting = 0
  private var isSomebodyWaiting = false

  /// Nothing waits.
  ///
  /// A limit is 1 or more.
  init(limit: Int) {
    precondition(limit > 0, "something must be able to wait")
    self.limit = limit
  }

  /// Adds records, however many, unless enough wait.
  ///
  /// - Returns: Whether they were added; if not, whoever asked waits until ``leave(_:)`` says so.
  mutating func enter(_ count: Int) -> Bool {
    isSomebodyWaiting = waiting >= limit
    if !isSomebodyWaiting { waiting += count }
    return !isSomebodyWaiting
  }

  /// Takes records away.
  ///
  /// - Returns: Whether somebody who waits is to ask again.
  mutating func leave(_ count: Int) -> Bool {
    waiting -= count
    guard isSomebodyWaiting, waiting < limit else { return false }
    isSomebodyWaiting = false
    return true
  }
}
