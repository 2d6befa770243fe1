import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// Timelines that are rebuilt from the samples of the law's own vectors.
@Suite struct LawReconstructionTests {
  @Test(arguments: ["V9", "V9b", "V10", "V11b"])
  func `a timeline is rebuilt as the law has it`(id: String) throws {
    let law = try LawVectors.one(id)
    #expect(try law.number("input.V_s") * 1_000 == definition().validity.wholeMilliseconds)
    let story = try (law["input"]?["samples"]?.items ?? []).map { item in
      sample(try item.number("0"), Character(try item.text("1")))
    }
    #expect(story.count >= 3)
    let end = try law.number("input.end")
    func milliseconds(_ name: String) throws -> Int64 {
      try law.millionths("expected.\(name)") / 1_000
    }
    let tally = try judge([], nil, story).timeline(of: storefront).tally(in: span(0, end))
    #expect(tally.low == (try milliseconds("lo")))
    #expect(tally.estimate == (try milliseconds("mid")))
    #expect(tally.high == (try milliseconds("hi")))
    #expect(tally.unknown == (try milliseconds("unknown")))
  }

  @Test func `every vector of the law is named by a test`() throws {
    let held = [
      "V1", "V2", "V3", "V3b", "V4", "V5", "V6", "V7", "V8", "V11", "V13", "V14", "V15", "V16",
      "V16b", "V17", "V18", "V21", "V25", "V25b", "V9", "V9b", "V10", "V11b", "V12", "V12b", "V26",
    ]
    #expect(Set(try LawVectors.names()) == Set(held))
  }

  @Test func `civil days have the law's lengths`() throws {
    let law = try LawVectors.one("V26")
    for index in 0..<2 {
      let name = try law.text("input.\(index).tz")
      let file = String(name.map { $0 == "/" ? "-" : $0 })
      let zone = try ZoneRules(tzif: TestFile.fixture("zones/\(file).tzif"))
      let day = try #require(CivilWindow(law.text("input.\(index).day"))).interval(in: zone)
      #expect("\(day.start)" == (try law.text("expected.\(index).start")))
      #expect(day.length == .seconds(try law.number("expected.\(index).len_s")))
    }
  }
}
