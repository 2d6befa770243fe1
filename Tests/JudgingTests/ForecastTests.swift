import Accounting
import Agreement
import Chronology
import Sampling
import Testing

@testable import Judging

/// When a budget will be gone, at the pace of the last hours.
@Suite struct ForecastTests {
  private static let month = Window.fixed(span(0, 2_592_000))

  private func trend(
    _ letters: String,
    _ objective: Objective? = nil
  ) throws -> TimeAmount? {
    var judge = try JudgingTests.judge(
      [try objective ?? availability("99.9")],
      definition(interval: .seconds(36), timeout: .seconds(2))
    )
    let story = samples(letters, every: 36)
    for sample in story { judge.take(sample) }
    let now = story.last.map { $0.end + .seconds(1) } ?? origin
    let promise = judge.promises[0]
    let standing = judge.standing(of: promise, in: Self.month, at: now)
    return judge.trend(of: promise, standing).map { $0 - standing.judged.end }
  }

  /// So many letters.
  private func times(_ letter: Character, _ count: Int) -> String {
    String(repeating: letter, count: count)
  }

  /// Six hours at 2 % bad: twelve failures of 600 samples.
  private var ill: String {
    String(repeating: times("G", 25) + "B" + times("G", 24), count: 12)
  }

  @Test func `V20: with 30 of 43.2 minutes spent and 2 % bad it is gone in 11 hours`() throws {
    // 1,368 s in one outage, and 432 s in the last six hours.
    let story = "GGG" + times("B", 38) + times("G", 300) + ill + "G"
    #expect(try trend(story) == .hours(11))
  }

  @Test func `what lasts to the window's end, or is gone, is no forecast`() throws {
    #expect(try trend(times("G", 700)) == nil)
    // Two failures are no trend.
    #expect(try trend(times("G", 400) + "BB" + times("G", 300)) == nil)
    #expect(try trend("G" + times("B", 100) + ill + "G") == nil, "it is gone")
    let slack = try availability("90")
    #expect(try trend("GGG" + times("G", 300) + ill + "G", slack) == nil, "it lasts")
  }
}
