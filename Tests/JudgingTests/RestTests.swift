import Agreement
import Chronology
import Events
import Sampling
import TestKit
import Testing

@testable import Judging

/// An announcer that spares itself looks says what one says that looks at everything, at the same
/// instants.
@Suite(.timeLimit(.minutes(30))) struct RestTests {
  /// The windows of `promise` that may have something to say: of a calendar one the one before too.
  private func windows(of promise: Promise, at now: Instant, after closed: Instant?) -> [Interval] {
    guard let unit = promise.objective.window.unit else { return [] }
    let civil = CivilWindow(unit, containing: now, in: RandomAgreement.paris)
    return [civil.previous, civil].map { $0.interval(in: RandomAgreement.paris) }
      .filter { window in closed.map { window.start > $0 } ?? true }
  }

  @Test(arguments: 1...5) func `who rests says the same`(_ seed: Int) throws {
    let random = try RandomAgreement(seed: UInt64(seed), days: 3, calm: UInt64(seed % 3) * 3 + 1)
    var dice = SplitMix64(seed: UInt64(seed) &* 104_729)
    var judge = try random.judge()
    var (careful, resting) = (Announcer(), Announcer())
    var isOften = false
    for told in random.story {
      judge.take(told)
      // Now and then many looks follow each other.
      if dice.next() % (isOften ? 15 : 300) == 0 { isOften.toggle() }
      guard isOften || dice.next() % 20 == 0 else { continue }
      var looks = [(told.time, dice.next() % 3 > 0)]
      // Silence, and looks at a time that was looked at before.
      if dice.next() % 4 == 0 {
        looks.append((told.time + .seconds(Int64(dice.next() % 500)), false))
      }
      for (now, touchedOnly) in looks {
        let closed = careful.closedWindows
        let windows = { (promise: Promise) in
          self.windows(of: promise, at: now, after: closed.last(of: promise))
        }
        careful.rests = Rests()
        let expected = careful.announce(
          judge,
          at: now,
          touchedOnly: touchedOnly,
          windows: windows
        )
        let found = resting.announce(
          judge,
          at: now,
          touchedOnly: touchedOnly,
          windows: windows
        )
        try #require(found == expected, "at \(now)")
      }
      if dice.next() % 5 > 0 { judge.settle() }
    }
  }

  /// What was heard by a judge that is then let go is heard by another one otherwise.
  @Test(arguments: 1...2) func `a copy of a judge that goes another way is another one`(
    _ seed: Int
  ) throws {
    let random = try RandomAgreement(seed: UInt64(seed), days: 1, calm: 3)
    var judge = try random.judge()
    var (careful, resting) = (Announcer(), Announcer())
    func look(_ judge: Judge, _ now: Instant) throws {
      let closed = careful.closedWindows
      let windows = { (promise: Promise) in
        self.windows(of: promise, at: now, after: closed.last(of: promise))
      }
      careful.rests = Rests()
      let expected = careful.announce(judge, at: now, windows: windows)
      try #require(resting.announce(judge, at: now, windows: windows) == expected)
    }
    for (place, told) in random.story.enumerated() {
      defer { judge.settle() }
      guard place % 20 == 0 else {
        judge.take(told)
        continue
      }
      var copy = judge
      for told in random.story[place...].prefix(place % 7) {
        copy.take(told)
        try look(copy, told.time)
      }
      judge.take(told)
      try look(judge, told.time)
    }
  }

  @Test func `a check that goes on being up costs no look until the window is over`() throws {
    let objective = try availability("100", over: .day)
    var judge = try AnnouncerTests.judge([objective])
    var announcer = Announcer()
    var looks = 0
    for sample in samples(String(repeating: "G", count: 61), every: 10, from: 0) {
      judge.take(sample)
      _ = announcer.announce(judge, at: sample.end, touchedOnly: true) { promise in
        looks += 1
        return AnnouncerTests.windows(at: sample.end)(promise)
      }
      judge.settle()
    }
    // Until something was measured, and when the window is over.
    #expect(looks <= 4)
  }
}
