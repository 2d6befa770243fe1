import Testing

@testable import Upkeep

@Suite struct SizeWatchTests {
  @Test func `each change is told once, and a store without a limit is never too large`() {
    var watch = SizeWatch()
    let looks: [(Int64, Int64?, SizeWatch.Change?)] = [
      (10, 10, nil), (11, 10, .exceeded), (12, 10, nil), (10, 10, .fits), (9, 10, nil),
      (99, nil, nil), (99, 50, .exceeded), (99, nil, .fits),
    ]
    for (number, look) in looks.enumerated() {
      #expect(watch.look(at: look.0, limit: look.1) == look.2, "look \(number)")
    }
  }
}
