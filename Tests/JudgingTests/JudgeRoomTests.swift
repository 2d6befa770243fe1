import Chronology
import Sampling
import Testing

@testable import Judging

/// What a judge allocates.
@Suite struct JudgeRoomTests {
  @Test func `checks that were announced find room without the records being moved`() throws {
    let count = 1_000
    var judge = Judge(agreements: [], checkCount: count)
    let room = judge.checks.capacity
    #expect(room >= count && room < 2 * count)
    for number in 0..<count {
      let id = try #require(CheckID("c\(number)"))
      let defined = judge.define(
        SeriesID(number: UInt32(number)),
        CheckDefinition(
          id: id,
          method: "tcp",
          target: "db.example:5432",
          interval: .seconds(60),
          timeout: .seconds(30),
          confirmation: Confirmation(),
          rules: ""
        )
      )
      #expect(defined)
    }
    #expect(judge.checks.count == count)
    #expect(judge.checks.capacity == room)
  }
}
