import Chronology
import Sampling
import Scheduling
import Testing

@Suite struct StaggerTests {
  @Test(arguments: [
    ("api", 10, 1_000_000_000 * 10), ("www-1", 30, 1_000_000_000 * 30), ("a", 86_400, .max),
  ])
  func `the offset lies within the interval`(id: String, seconds: Int64, limit: Int64) throws {
    let id = try #require(CheckID(id))
    let offset = Stagger.offset(of: id, interval: .seconds(seconds))
    #expect(offset >= .zero)
    #expect(offset < .seconds(seconds))
    #expect(offset.nanoseconds < limit)
  }

  @Test func `the offset of an id never changes`() throws {
    // Frozen: a change here moves the slots of every check in every store.
    let id = try #require(CheckID("storefront"))
    #expect(Stagger.offset(of: id, interval: .seconds(30)).nanoseconds == 20_474_009_271)
  }

  @Test func `a thousand checks spread over their interval`() throws {
    var buckets = [Int](repeating: 0, count: 20)
    for number in 0..<1_000 {
      let id = try #require(CheckID("check-\(number)"))
      let offset = Stagger.offset(of: id, interval: .seconds(20))
      buckets[Int(offset.wholeSeconds)] += 1
    }
    // 50 are due in each; five standard deviations around it.
    #expect(buckets.allSatisfy { (16...84).contains($0) })
  }

  @Test func `a slot's number and its instant are inverse`() throws {
    let slots = SlotSeries(id: try #require(CheckID("x")), interval: .milliseconds(1_500))
    for number: Int64 in [-3, 0, 1, 1_000_000_000] {
      let due = slots.slot(number).due
      #expect(slots.number(atOrAfter: due) == number)
      #expect(slots.number(atOrAfter: Instant(nanoseconds: due.nanoseconds + 1)) == number + 1)
      #expect(slots.number(atOrAfter: Instant(nanoseconds: due.nanoseconds - 1)) == number)
    }
  }
}
