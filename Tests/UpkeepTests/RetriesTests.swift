import Chronology
import Testing

@testable import Upkeep

@Suite struct RetriesTests {
  @Test func `it is tried again ever later, and at last no more`() {
    let delays = (1...Retries.limit).map { Retries.delay(afterFailure: $0) }
    #expect(delays == [.minutes(1), .minutes(5), .minutes(15), .minutes(30), nil])
    #expect(Retries.delay(afterFailure: 99) == nil)
  }
}
