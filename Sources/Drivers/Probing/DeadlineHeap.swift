import HeapModule

/// The deadlines of flights, the earliest first.
///
/// A flight that ends leaves its entry behind; it is dropped when it comes to the top, or when stale
/// entries make up more than three quarters of the heap.
struct DeadlineHeap {
  /// The earlier time first; among equal ones, in no order that matters.
  struct Entry: Comparable {
    /// Monotonic nanoseconds.
    let time: Int64
    let index: Int
    /// Which run of the flight; another run's entry is stale.
    let run: UInt32

    static func < (left: Entry, right: Entry) -> Bool { left.time < right.time }
  }

  private var entries = Heap<Entry>()

  var first: Entry? { entries.min }

  var count: Int { entries.count }

  mutating func insert(_ entry: Entry) { entries.insert(entry) }

  @discardableResult
  mutating func removeFirst() -> Entry? { entries.popMin() }

  /// Drops stale entries when `live` of the entries are at most a quarter.
  mutating func prune(live: Int, isCurrent: (Entry) -> Bool) {
    guard entries.count > 4 * live + 64 else { return }
    entries = Heap(entries.unordered.filter(isCurrent))
  }
}
