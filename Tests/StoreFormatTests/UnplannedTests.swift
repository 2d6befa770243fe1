import Chronology
import Sampling
import Testing

@testable import StoreFormat

@Suite struct UnplannedTests {
  private func record(_ length: Int64, isOver: Bool) -> Record {
    let start = Instant(seconds: 1_773_446_400)
    return .unplanned(
      Unplanned(
        series: SeriesID(number: 300),
        interval: Interval(start, start + .seconds(length)),
        isOver: isOver
      )
    )
  }

  @Test(arguments: [(0, false), (0, true), (90, false), (90, true)] as [(Int64, Bool)])
  func `what was told comes back as it was, empty time too`(length: Int64, isOver: Bool) throws {
    let told = record(length, isOver: isOver)
    let bytes = told.encoded()
    #expect(bytes[0] == 18 && bytes.last == (isOver ? 1 : 0))
    #expect(try Record.decoded(bytes) == told)
  }

  @Test func `another state, and bytes behind it, are refused`() {
    let bytes = record(1, isOver: true).encoded()
    #expect(throws: FormatError.malformed("unplanned time")) {
      _ = try Record.decoded(bytes.dropLast() + [2])
    }
    #expect(throws: FormatError.malformed("record length")) {
      _ = try Record.decoded([bytes[0], bytes[1] + 1] + bytes.dropFirst(2) + [0])
    }
  }
}
