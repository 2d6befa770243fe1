import Agreement
import Chronology
import Testing

@testable import Accounting

@Suite struct SlotTests {
  private func count(_ bad: Int64, of valid: Int64) -> SlotCounts.Count {
    var count = SlotCounts.Count()
    count.valid = valid
    count.bad = bad
    return count
  }

  @Test func `V16: the mean over slots is not the share of requests`() throws {
    let vector = try Vector.one("figures", "V16")
    let bad = Int(try vector.number("bad_slots"))
    let failures = try vector.number("bad_samples")
    let successes = try vector.number("good_samples")
    let slots = try vector.number("slots")
    let filled =
      Array(repeating: count(failures, of: failures), count: bad)
      + Array(repeating: count(0, of: successes), count: Int(slots) - bad)
    let terms = SlotTerms(try percent("99.9"), length: .minutes(5))
    let mean = SlotMean(filled, of: slots, by: terms)
    for share in [mean.low, mean.estimate, mean.high] {
      #expect(share.percent(decimals: 6) == (try vector.text("mean")))
    }
    let good = filled.reduce(0) { $0 + $1.valid - $1.bad }
    let all = filled.reduce(0) { $0 + $1.valid }
    #expect(Share(good, of: all).percent(decimals: 6) == (try vector.text("requests")))
  }

  @Test func `V16b: a slot is bad by its failures, if it has enough samples`() throws {
    let vector = try Vector.one("figures", "V16b")
    let terms = SlotTerms(
      try percent("99.9"),
      length: .minutes(5),
      errors: try vector.ratio("errors"),
      least: try vector.number("least"),
      empty: .good
    )
    for (slot, expected) in zip(try vector.list("slots"), try vector.list("bad")) {
      let parts = slot.split(separator: "/").compactMap { Int64($0) }
      let filled = parts[1] == 0 ? [] : [count(parts[0], of: parts[1])]
      #expect(SlotFigures(filled, of: 1, by: terms).bad == (expected == "yes" ? 1 : 0), "\(slot)")
    }
  }

  @Test(arguments: EmptySlot.allCases)
  func `a slot without a sample is what the agreement says`(empty: EmptySlot) throws {
    let terms = SlotTerms(try percent("75"), length: .minutes(1), empty: empty)
    let filled = [count(1, of: 1), count(0, of: 2)]
    let figures = SlotFigures(filled, of: 4, by: terms)
    let mean = SlotMean(filled, of: 4, by: terms)
    #expect(figures.coverage == mean.coverage)
    switch empty {
    case .good:
      #expect(
        [figures.low, figures.estimate, figures.high] == Array(repeating: Share(3, of: 4), count: 3)
      )
      #expect(mean.low.percent(decimals: 0) == "75")
    case .unknown:
      #expect(figures.low == Share(1, of: 4))
      #expect(figures.estimate == Share(1, of: 2))
      #expect(figures.high == Share(3, of: 4))
      #expect(figures.coverage == Share(2, of: 4))
      #expect(
        [mean.low, mean.estimate, mean.high].map { $0.percent(decimals: 0) } == ["25", "50", "75"]
      )
    case .excluded:
      #expect(figures.low == Share(1, of: 2))
      #expect(figures.high == Share(1, of: 2))
      #expect(mean.high.percent(decimals: 0) == "50")
    }
  }

  @Test func `thirds that make a whole reach a target exactly`() throws {
    let terms = SlotTerms(try percent("50"), length: .minutes(1))
    let mean = SlotMean([count(2, of: 3), count(1, of: 3)], of: 2, by: terms)
    #expect(Verdict(low: mean.low, high: mean.high, target: terms.target) == .met)
    let less = SlotMean([count(2, of: 3), count(500, of: 1_499)], of: 2, by: terms)
    #expect(Verdict(low: less.low, high: less.high, target: terms.target) == .missed)
  }

  @Test func `between the floor and the ceiling of a sum nothing is decided`() throws {
    // 1 ÷ 41 and 80 ÷ 82 are one whole, which 41 samples a slot are too many to see.
    let terms = SlotTerms(try percent("50"), length: .minutes(1))
    let mean = SlotMean([count(40, of: 41), count(2, of: 82)], of: 2, by: terms)
    #expect(Verdict(low: mean.low, high: mean.high, target: terms.target) == .undetermined)
    #expect(mean.low.percent(decimals: 6) == "49.999999")
    #expect(mean.high == Share(500_000_000_000_000, of: 1_000_000_000_000_000))
  }

  @Test(arguments: EmptySlot.allCases)
  func `a slot whose samples are forgotten is unknown, whatever an empty one is`(
    empty: EmptySlot
  ) throws {
    // Ten minutes of which what lies before 2 min 30 s is forgotten: of the first three nothing is known,
    // in the fourth one of two samples failed, the others are empty.
    let terms = SlotTerms(try percent("75"), length: .minutes(1), empty: empty)
    let window = span(0, 600_000)
    let known = span(150_000, 150_000).start
    var counts = SlotCounts(.minutes(1), in: try always(window), knownFrom: known)
    for (at, isBad) in [(160_000, true), (180_000, true), (200_000, false)] as [(Int64, Bool)] {
      counts.add(at: span(at, at).start, isBad: isBad)
    }
    #expect(counts.slots == 10 && counts.forgotten == 3)
    #expect(counts.filled(by: terms) == SlotSums([count(1, of: 2)], by: terms))
    let figures = SlotFigures(counts, by: terms)
    let mean = SlotMean(counts, by: terms)
    #expect(figures.bad == 0)
    #expect(figures.unknown == (empty == .unknown ? 9 : 3))
    #expect(figures.coverage == mean.coverage)
    // With three bad ones at least, and none at most: 7 of 10 are good if an empty one is.
    if empty == .good { #expect(figures.low == Share(7, of: 10)) }
    if empty == .good { #expect(mean.low.percent(decimals: 0) == "65") }
    if empty == .excluded { #expect(figures.low == Share(1, of: 4)) }
    #expect(figures.high.part == figures.high.whole)
  }

  @Test func `the mean of ten years of seconds is reckoned`() throws {
    let terms = SlotTerms(try percent("50"), length: .seconds(1), empty: .good)
    let slots: Int64 = 3_660 * 86_400
    let none = SlotMean([], of: slots, by: terms)
    for share in [none.low, none.estimate, none.high] { #expect(share.part == share.whole) }
    // One slot is bad of 316,224,000: 1 − 3.1623153… × 10⁻⁹.
    let one = SlotMean([count(1, of: 1)], of: slots, by: terms)
    #expect(one.low == Share(999_999_996_837_684, of: 1_000_000_000_000_000))
    // By the hand of a divisor that is no power of two or five: two thirds.
    let thirds = SlotMean([count(0, of: 1), count(0, of: 1), count(1, of: 1)], of: 3, by: terms)
    #expect(thirds.low == Share(666_666_666_666_666, of: 1_000_000_000_000_000))
  }

  @Test func `slots begin with the window, and those without measured time are none`() throws {
    let window = span(0, 600_000)
    let time = try always(
      window,
      excluding: ExcludedTime(
        removed: IntervalSet([span(60_000, 180_000), span(200_000, 210_000)])
      )
    )
    var counts = SlotCounts(.minutes(1), in: time)
    #expect(counts.slots == 8)
    let samples: [(Int64, Bool)] = [
      (0, false), (59_999, true), (90_000, true), (205_000, true), (215_000, true), (600_000, true),
    ]
    for (at, isBad) in samples { counts.add(at: span(at, at).start, isBad: isBad) }
    let terms = SlotTerms(.one, length: .minutes(1))
    let filled = SlotSums([count(1, of: 2), count(1, of: 1)], by: terms)
    #expect(counts.filled(by: terms) == filled)
    counts.settle(before: window.start + .seconds(70), by: terms)
    #expect(counts.filled(by: terms) == filled)
    #expect(SlotCounts(.seconds(90), in: try always(window)).slots == 7, "the last is cut")
  }
}
