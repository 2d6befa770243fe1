/// The deadlines of flights, the earliest first.
///
/// A flight that ends leaves its entry behind; it is dropped when it comes to the top, or when stale
/// entries make up more than three quarters of the heap.
struct DeadlineHeap {
  struct Entry {
    /// Monotonic nanoseconds.
    let time: Int64
    let index: Int
    /// Which run of the flight; another run's entry is stale.
    let run: UInt32
  }

  private var entries: [Entry] = []

  var first: Entry? { entries.first }

  var count: Int { entries.count }

  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    rise(entries.count - 1)
  }

  @discardableResult
  mutating func removeFirst() -> Entry? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    if !entries.isEmpty {
      entries[0] = last
      sink(0)
    }
    return first
  }

  /// Drops stale entries when `live` of the entries are at most a quarter.
  mutating func prune(live: Int, isCurrent: (Entry) -> Bool) {
    guard entries.count > 4 * live + 64 else { return }
    entries = entries.filter(isCurrent)
    for index in stride(from: entries.count / 2 - 1, through: 0, by: -1) { sink(index) }
  }

  private mutating func rise(_ start: Int) {
    var index = start
    while index > 0 {
      let parent = (index - 1) / 2
      if entries[parent].time <= entries[index].time { return }
      entries.swapAt(parent, index)
      index = parent
    }
  }

  private mutating func sink(_ start: Int) {
    var index = start
    while true {
      let left = 2 * index + 1
      guard left < entries.count else { return }
      let right = left + 1
      let child = right < entries.count && entries[right].time < entries[left].time ? right : left
      if entries[index].time <= entries[child].time { return }
      entries.swapAt(index, child)
      index = child
    }
  }
}
