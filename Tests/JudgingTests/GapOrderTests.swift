import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// Gaps explain unknown time, whenever they are told.
@Suite struct GapOrderTests {
  private enum Fact {
    case sample(Observation)
    case gap(Interval, GapCause)

    /// When it can be known: an attempt when it is over, a gap at its end.
    var known: Instant {
      switch self {
      case .sample(let sample): sample.end
      case .gap(let gap, _): gap.end
      }
    }
  }

  private func second(_ number: Int64) -> Instant { Instant(seconds: 1_773_446_400 + number) }

  /// Two hours of a check that runs each 10 s, with holes, and gaps that explain some of them.
  private func facts(_ generator: inout SplitMix64) -> [Fact] {
    var facts: [Fact] = []
    var time: Int64 = 0
    while time < 7_200 {
      let start = second(time) + .milliseconds(Int64.random(in: 0..<900, using: &generator))
      facts.append(
        .sample(
          Observation(
            start: start,
            end: start + .milliseconds(Int64.random(in: 1..<4_000, using: &generator)),
            isGood: Int.random(in: 0..<5, using: &generator) > 0,
            validity: .seconds(15)
          )
        )
      )
      let slots =
        Int.random(in: 0..<6, using: &generator) == 0
        ? Int64.random(in: 2..<30, using: &generator) : 1
      for slot in 1..<max(slots, 1) {
        guard
          let cause = [nil, GapCause.late, .shed, .overrun].randomElement(using: &generator) ?? nil
        else { continue }
        let from = second(time + 10 * slot)
        facts.append(.gap(Interval(from, from + .seconds(10)), cause))
      }
      if Int.random(in: 0..<40, using: &generator) == 0 {
        let from = second(time) - .seconds(Int64.random(in: 0..<30, using: &generator))
        facts.append(.gap(Interval(from, second(time + 50)), .clockStep))
      }
      time += 10 * slots
    }
    return facts
  }

  private func timeline(_ facts: [Fact]) -> Timeline {
    var timeline = Timeline()
    for fact in facts {
      switch fact {
      case .sample(let sample): _ = timeline.take(sample)
      case .gap(let gap, let cause): timeline.take(gap, cause)
      }
    }
    return timeline
  }

  private func samples(_ facts: [Fact]) -> [Fact] {
    facts.filter { if case .sample = $0 { true } else { false } }
  }

  private func gaps(_ facts: [Fact]) -> [Fact] {
    facts.filter { if case .gap = $0 { true } else { false } }
  }

  @Test(arguments: 1...30) func `the order in which gaps are told changes nothing`(
    _ seed: UInt64
  ) throws {
    var generator = SplitMix64(seed: seed)
    let facts = facts(&generator)
    let asTold = timeline(facts.sorted { $0.known < $1.known })
    let stretch = Interval(second(-100), second(8_000))
    let expected = asTold.unknownStretches(in: stretch)
    #expect(Set(expected.map(\.cause)).count > 2)
    let late = timeline(samples(facts) + gaps(facts))
    let early = timeline(gaps(facts) + samples(facts))
    let shuffled = timeline(samples(facts) + gaps(facts).shuffled(using: &generator))
    for other in [late, early, shuffled] {
      #expect(other.unknownStretches(in: stretch) == expected)
      #expect(other.tally(in: stretch) == asTold.tally(in: stretch))
    }
  }

  @Test func `the cause that covers most of a stretch is its cause`() {
    var timeline = Timeline()
    let good = { (at: Int64) in
      Observation(start: second(at), end: second(at), isGood: true, validity: .seconds(15))
    }
    _ = timeline.take(good(0))
    timeline.take(Interval(second(20), second(40)), .late)
    timeline.take(Interval(second(40), second(60)), .shed)
    timeline.take(Interval(second(60), second(80)), .shed)
    #expect(timeline.pendingCause == .shed)
    _ = timeline.take(good(100))
    #expect(
      timeline.unknownStretches(in: Interval(second(0), second(100)))
        == [UnknownStretch(Interval(second(15), second(100)), .shed)]
    )
    // Told late, it covers more.
    timeline.take(Interval(second(10), second(70)), .suspended)
    #expect(
      timeline.unknownStretches(in: Interval(second(0), second(100))).map(\.cause) == [.suspended]
    )
  }
}
