import Testing

@testable import Probing

@Suite struct StallsTests {
  private let millisecond: Int64 = 1_000_000

  @Test func `A late wake-up is a stall from when it was due`() {
    var stalls = Stalls()
    stalls.wait(from: 0, until: 50 * millisecond, turnStart: 0)
    stalls.wake(at: 300 * millisecond)
    let now = 301 * millisecond
    let turn = 300 * millisecond
    #expect(stalls.impair(since: 0, now: now, turnStart: turn))
    #expect(!stalls.impair(since: turn, now: now, turnStart: turn))
    #expect(stalls.cover(200 * millisecond, now: now, turnStart: turn))
    #expect(!stalls.cover(20 * millisecond, now: now, turnStart: turn))
  }

  @Test func `A wake-up within the limit is none`() {
    var stalls = Stalls()
    stalls.wait(from: 0, until: 50 * millisecond, turnStart: 0)
    stalls.wake(at: 150 * millisecond)
    #expect(!stalls.impair(since: 0, now: 151 * millisecond, turnStart: 150 * millisecond))
    #expect(!stalls.cover(100 * millisecond, now: 151 * millisecond, turnStart: 150 * millisecond))
  }

  @Test func `A long turn is a stall, while it lasts and after it`() {
    var stalls = Stalls()
    let now = 500 * millisecond
    #expect(stalls.impair(since: now, now: now, turnStart: 0))
    #expect(stalls.cover(200 * millisecond, now: now, turnStart: 0))
    stalls.wait(from: now, until: nil, turnStart: 0)
    stalls.wake(at: 900 * millisecond)
    #expect(
      stalls.impair(since: 400 * millisecond, now: 901 * millisecond, turnStart: 900 * millisecond)
    )
    #expect(!stalls.impair(since: now, now: 901 * millisecond, turnStart: 900 * millisecond))
  }
}
