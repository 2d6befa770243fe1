import Agreement
import Chronology
import Sampling
import Testing

@testable import Accounting

/// The vectors about what a service is by its parts.
@Suite struct CompositionVectorTests {
  private func down(_ part: Interval, _ whole: Int64) -> BoundedTimeline {
    let set = IntervalSet([part])
    return BoundedTimeline(in: span(0, whole), low: set, estimate: set, high: set)
  }

  @Test func `V17: parts that fail together are not counted by multiplying`() throws {
    let vector = try Vector.one("composition", "V17")
    let ids = try checks(2)
    let whole = try vector.seconds("whole")
    let timelines = [
      ids[0]: down(try vector.interval("a"), whole), ids[1]: down(try vector.interval("b"), whole),
    ]
    func length(_ composition: Composition) -> Int64 {
      BoundedTimeline(of: composition, from: timelines, in: span(0, whole)).low.milliseconds
    }
    let parts = ids.map { Composition.check($0) }
    #expect(length(.all(parts)) == (try vector.seconds("all")))
    #expect(length(.any(parts)) == (try vector.seconds("any")))
  }

  @Test(arguments: Vector.all("composition", "V18"))
  func `V18: three states are joined by Kleene's tables`(vector: Vector) throws {
    let ids = try checks(3)
    var timelines: [CheckID: BoundedTimeline] = [:]
    for (id, letter) in zip(ids, try vector.text("parts")) {
      let whole = IntervalSet([span(0, 10)])
      let down = letter == "D" ? whole : IntervalSet()
      timelines[id] = BoundedTimeline(
        in: span(0, 10),
        low: down,
        estimate: down,
        high: down,
        unknown: letter == "?" ? whole : IntervalSet()
      )
    }
    let parts = ids.map { Composition.check($0) }
    let cases: [(Composition, String)] = [
      (.atLeast(2, parts), "two"), (.all(parts), "all"), (.any(parts), "any"),
    ]
    for (composition, name) in cases {
      let result = BoundedTimeline(of: composition, from: timelines, in: span(0, 10))
      let state = try vector.text(name)
      for down in [result.low, result.estimate, result.high] {
        #expect(down.milliseconds == (state == "D" ? 10 : 0), "\(name)")
      }
      #expect(result.unknown.milliseconds == (state == "?" ? 10 : 0), "\(name)")
    }
  }
}
