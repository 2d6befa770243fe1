import TestKit
import Testing

@testable import Probing

@Suite struct DeadlineHeapTests {
  @Test func `Entries come out in the order of their times`() {
    var random = SplitMix64(seed: 7)
    var heap = DeadlineHeap()
    var times: [Int64] = []
    for index in 0..<1_000 {
      let time = Int64(random.next() % 500)
      times.append(time)
      heap.insert(DeadlineHeap.Entry(time: time, index: index, run: 0))
    }
    var found: [Int64] = []
    while let entry = heap.removeFirst() { found.append(entry.time) }
    #expect(found == times.sorted())
  }

  @Test func `Stale entries are dropped when they are most of the heap`() {
    var heap = DeadlineHeap()
    for index in 0..<1_000 {
      heap.insert(DeadlineHeap.Entry(time: Int64(1_000 - index), index: index, run: 0))
    }
    heap.prune(live: 300) { $0.index < 10 }
    #expect(heap.count == 1_000)
    heap.prune(live: 10) { $0.index < 10 }
    #expect(heap.count == 10)
    var found: [Int64] = []
    while let entry = heap.removeFirst() { found.append(entry.time) }
    #expect(found == (991...1_000).map(Int64.init))
  }
}
