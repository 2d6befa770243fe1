import Chronology
import TestKit
import Testing

@testable import Accounting

@Suite struct IntervalSetServingTests {
  private let hours = IntervalSet([span(10, 20), span(30, 40)])

  @Test(
    arguments: [
      (0, 0, 0), (5, 0, 15), (10, 0, 20), (11, 0, 31), (20, 0, 40), (21, 0, nil), (5, 18, 33),
      (1, 20, 31), (1, 25, 31), (3, 38, nil), (0, 99, 99),
    ] as [(Int64, Int64, Int64?)]
  )
  func `when so much of it has passed`(amount: Int64, start: Int64, instant: Int64?) {
    let found = hours.instant(after: .milliseconds(amount), since: Instant(milliseconds: start))
    #expect(found == instant.map { Instant(milliseconds: $0) })
  }

  @Test(
    arguments: [
      (5, 40, [(35, 40)]), (15, 99, [(15, 20), (30, 40)]), (5, 15, [(10, 15)]), (5, 25, [(15, 20)]),
      (0, 40, []), (99, 35, [(10, 20), (30, 35)]), (5, 10, []),
    ] as [(Int64, Int64, [(Int64, Int64)])]
  )
  func `the last so much before an instant`(amount: Int64, end: Int64, parts: [(Int64, Int64)]) {
    let found = hours.last(.milliseconds(amount), before: Instant(milliseconds: end))
    #expect(found == IntervalSet(parts.map { span($0.0, $0.1) }))
  }

  @Test func `both count what a walk of a millisecond at a time counts`() {
    var random = SplitMix64(seed: 30)
    for _ in 0..<500 {
      let isIn = (0..<60).map { _ in Bool.random(using: &random) }
      let set = IntervalSet((0..<60).filter { isIn[$0] }.map { span(Int64($0), Int64($0) + 1) })
      let from = Int.random(in: 0..<60, using: &random)
      let amount = Int.random(in: 1...40, using: &random)
      let after = isIn.indices.filter { $0 >= from && isIn[$0] }
      let expected = amount <= after.count ? Int64(after[amount - 1] + 1) : nil
      let found = set.instant(
        after: .milliseconds(Int64(amount)),
        since: Instant(milliseconds: Int64(from))
      )
      #expect(found == expected.map { Instant(milliseconds: $0) })
      let before = isIn.indices.filter { $0 < from && isIn[$0] }.suffix(amount)
      let last = set.last(.milliseconds(Int64(amount)), before: Instant(milliseconds: Int64(from)))
      #expect(last == IntervalSet(before.map { span(Int64($0), Int64($0) + 1) }))
    }
  }
}
