import Testing

@testable import Demonstration

@Suite struct JitterTests {
  @Test func `every wait is between 20 and 60 ms, and all of them come`() {
    var jitter = Jitter(seed: 1)
    var seen: Set<Int64> = []
    for _ in 0..<2_000 { seen.insert(jitter.next()) }
    #expect(seen == Set(20...60))
  }

  @Test func `the same seed gives the same waits`() {
    var first = Jitter(seed: 7)
    var second = Jitter(seed: 7)
    var other = Jitter(seed: 8)
    let waits = (0..<20).map { _ in first.next() }
    #expect(waits == (0..<20).map { _ in second.next() })
    #expect(waits != (0..<20).map { _ in other.next() })
  }
}
