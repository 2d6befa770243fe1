import Chronology
import Sampling
import Testing

@testable import Judging

/// Samples that are void because our own network was at fault.
@Suite struct VoidTickTests {
  private static let other = SeriesID(number: 1)

  /// Two checks, sample by sample of each minute, as letters.
  private func judge(_ first: String, _ second: String) throws -> Judge {
    var judge = try JudgingTests.judge([availability("99.9")])
    let own = try definition()
    judge.define(
      Self.other,
      CheckDefinition(
        id: try mail,
        method: own.method,
        target: "https://mail.example/",
        interval: own.interval,
        timeout: own.timeout,
        confirmation: own.confirmation,
        rules: ""
      )
    )
    for (mine, theirs) in zip(samples(first), samples(second)) {
      var theirs = theirs
      theirs.series = Self.other
      judge.take(mine)
      judge.take(theirs)
    }
    return judge
  }

  private var mail: CheckID {
    get throws { try #require(CheckID("mail")) }
  }

  /// A sample vouches for 90 s, so that one void tick leaves 30 s of which nothing is known, two 90 s.
  @Test(arguments: [("GGVGG", "GGGGG", 30), ("GGVVGG", "GGGGGG", 90)])
  func `V24: a void tick is unknown beyond the validity, and a success in the same tick stands`(
    _ first: String,
    _ second: String,
    _ unknown: Int64
  ) throws {
    let facts = try judge(first, second)
    let end = Int64(first.count - 1) * 60
    let stretch = span(0, end)
    #expect(
      facts.timeline(of: try storefront).tally(in: stretch)
        == TimeTally(elapsed: end * 1_000, unknown: unknown * 1_000)
    )
    #expect(
      facts.timeline(of: try storefront).unknownStretches(in: stretch)
        == [UnknownStretch(span(150, 150 + unknown), .noSample)]
    )
    #expect(
      facts.timeline(of: try mail).tally(in: stretch) == TimeTally(elapsed: end * 1_000)
    )
    #expect(try #require(facts.service(ofPromise: 0).single).machine.condition == .up)
  }

  /// A failure is what was seen, whatever a void sample beside it says of another target.
  @Test func `a failure in the same tick of another check stands as well`() throws {
    let facts = try judge("GGVGG", "GGBGG")
    let tally = facts.timeline(of: try mail).tally(in: span(0, 240))
    #expect(tally == TimeTally(elapsed: 240_000, estimate: 60_000, high: 120_000))
  }
}
