import Testing

@testable import Upkeep

@Suite struct DiskLadderTests {
  private static let mebibyte: Int64 = 1 << 20

  @Test func `each change is told once, downwards and back`() {
    var ladder = DiskLadder()
    let mebibyte = Self.mebibyte
    let looks: [(DiskLadder.Sight, DiskState, DiskState?)] = [
      (.init(commit: .durable, free: 300 * mebibyte), .ok, nil),
      (.init(commit: .durable, free: 255 * mebibyte), .low, .ok),
      (.init(commit: .durable, free: 254 * mebibyte), .low, nil),
      // At the edge it stays what it was.
      (.init(commit: .durable, free: 257 * mebibyte), .low, nil),
      (.init(commit: .durable, free: 0, isReserveShort: true), .reserve, .low),
      (.init(commit: .durable, free: 9 * mebibyte, isReserveShort: true), .reserve, nil),
      (.init(commit: .noSpace, free: 0, isReserveShort: true), .exhausted, .reserve),
      (.init(commit: .noSpace, free: 0, isReserveShort: true), .exhausted, nil),
      (.init(commit: .failed), .failed, .exhausted),
      (.init(commit: .durable, free: 0, isReserveShort: true), .reserve, .failed),
      (.init(commit: .durable, free: 319 * mebibyte), .low, .reserve),
      (.init(commit: .durable, free: 320 * mebibyte), .ok, .low),
      (.init(commit: .durable, free: nil), .ok, nil),
    ]
    for (number, look) in looks.enumerated() {
      #expect(ladder.look(look.0) == look.2, "look \(number)")
      #expect(ladder.state == look.1, "look \(number)")
    }
  }

  @Test func `a store that grows fast needs room for three days`() {
    var ladder = DiskLadder()
    let growth: Int64 = 1 << 30
    #expect(ladder.look(.init(commit: .durable, free: 3 << 30, growth: growth)) == nil)
    #expect(ladder.look(.init(commit: .durable, free: (3 << 30) - 1, growth: growth)) == .ok)
    #expect(ladder.state == .low)
  }

  @Test func `only the last two states keep samples in memory`() {
    #expect(DiskState.allCases.map(\.takesSamples) == [true, true, true, false, false])
    #expect(DiskState.allCases == DiskState.allCases.sorted())
    #expect(
      DiskState.allCases.map(\.description) == ["ok", "low", "reserve", "exhausted", "failed"]
    )
  }
}
