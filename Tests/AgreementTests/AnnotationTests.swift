import Agreement
import Chronology
import Testing

@Suite struct AnnotationTests {
  private let start = Instant(seconds: 1_773_446_400)

  private func annotation(_ kind: Annotation.Kind, end: Instant? = nil) -> Annotation {
    Annotation(kind: kind, scope: .all, start: start, end: end, author: .provider, reason: "r")
  }

  @Test func `the numbers of kinds and authors are those that are on record`() {
    let kinds = Annotation.Kind.allCases.map { "\($0.rawValue) \($0.word)" }
    #expect(
      kinds == [
        "1 maintenance", "2 force-majeure", "3 customer-fault", "4 suspension", "5 correction",
        "6 note", "7 ticket", "8 acknowledge", "9 accept", "10 dispute", "11 claim", "12 hold",
        "13 release",
      ]
    )
    let authors = Annotation.Author.allCases.map { "\($0.rawValue) \($0.word)" }
    #expect(authors == ["1 provider", "2 customer", "3 measurer", "4 arbiter"])
  }

  @Test func `without an end it goes on for ever, or is over at once`() {
    let hour = Interval(start + .hours(1), start + .hours(2))
    #expect(annotation(.hold).touches(hour))
    #expect(!annotation(.ticket).touches(hour))
    #expect(annotation(.ticket).touches(Interval(start, hour.end)))
    #expect(!annotation(.hold, end: hour.start).touches(hour), "half-open")
    #expect(annotation(.hold, end: hour.start + .seconds(1)).touches(hour))
    #expect(!annotation(.hold).touches(Interval(start - .hours(1), start)))
  }

  @Test func `what was declared late says by how much`() {
    var recorded = RecordedAnnotation(
      id: "1",
      recorded: start + .hours(3),
      annotation: annotation(.maintenance, end: start + .hours(1))
    )
    #expect(recorded.lateness == .hours(3))
    #expect(recorded.noticeLateness == nil, "it doesn't say when")
    recorded.annotation.noticed = start - .hours(72)
    #expect(recorded.noticeLateness == nil)
    recorded.annotation.noticed = start + .minutes(5)
    #expect(recorded.noticeLateness == .minutes(5))
    recorded.recorded = start
    #expect(recorded.lateness == nil)
  }
}
