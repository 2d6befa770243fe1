import Chronology
import Testing

@testable import Scheduling

@Suite struct StartGridTests {
  /// A slot that lies on no whole microsecond, as staggered ones do.
  private let due = Instant(nanoseconds: 1_773_446_400_123_456_789)

  @Test(
    arguments: [
      (0, 0), (1, 0), (99_999, 0), (100_000, 100_000), (100_001, 100_000), (3_456_789, 3_400_000),
      (-1, 0), (-60_000_000_000, 0), (86_400_000_000_001, 86_400_000_000_000),
    ] as [(Int64, Int64)]
  )
  func `lateness is recorded in whole 100 µs, rounded down, and never below zero`(
    began: Int64,
    recorded: Int64
  ) {
    let start = StartGrid.start(ofSlotDue: due, began: due + TimeAmount(nanoseconds: began))
    #expect((start - due).nanoseconds == recorded)
  }
}
