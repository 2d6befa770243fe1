import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// What is seen where a part of the samples is missing bounds what all of them would have shown.
@Suite struct HiddenBoundPropertyTests {
  private static let indicators: [Indicator] = [
    .incidents(IncidentLimit(atMost: 0)),
    .incidents(IncidentLimit(atMost: 0, lasting: .minutes(5))),
    .longestOutage(.minutes(1)), .restore(RestoreTerms(within: .minutes(4))),
    .restore(RestoreTerms(within: .minutes(3), from: .confirmed)),
    .response(RestoreTerms(within: .minutes(4))), .downtime(.minutes(1)),
  ]

  /// What 80 samples a minute apart showed, in runs of some length; it answers at both ends.
  private func letters(_ random: inout SplitMix64) -> [Character] {
    var letters: [Character] = ["G"]
    while letters.count < 79 {
      let letter: Character = random.next() % 2 == 0 ? "G" : "B"
      letters += Array(repeating: letter, count: Int.random(in: 1...7, using: &random))
    }
    return letters.prefix(79) + ["G"]
  }

  private func standings(_ letters: [Character], _ confirmation: Sampling.Confirmation) throws
    -> [Standing]
  {
    let objectives = Self.indicators.enumerated().map { number, indicator in
      Objective(id: "o\(number)", service: "shop", indicator: indicator, window: .month)
    }
    let facts = try judge(
      objectives,
      definition(confirmation: confirmation),
      samples(String(letters))
    )
    return facts.promises.map {
      facts.standing(of: $0, in: .fixed(span(0, 79 * 60)), at: at(79 * 60))
    }
  }

  @Test(arguments: 1...300) func `what is missing is hidden, and never more than is said`(
    seed: Int
  ) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let all = letters(&random)
    var some = all
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let start = Int.random(in: 1...77, using: &random)
      let end = min(78, start + Int.random(in: 2...30, using: &random))
      for index in start..<max(start, end) { some[index] = " " }
    }
    let confirmation = Sampling.Confirmation(
      down: Int.random(in: 1...3, using: &random),
      up: Int.random(in: 1...3, using: &random)
    )
    let known = try standings(all, confirmation)
    let found = try standings(some, confirmation)
    for (known, found) in zip(known, found) {
      #expect(found.spent.low <= found.spent.estimate && found.spent.estimate <= found.spent.high)
      #expect(found.spent.unknown >= 0)
      #expect(known.spent.low <= found.spent.high + found.spent.unknown)
      #expect(found.spent.low <= known.spent.high + known.spent.unknown)
      if found.proved == .met { #expect(known.proved != .missed) }
      if found.proved == .missed { #expect(known.proved != .met) }
    }
  }
}
