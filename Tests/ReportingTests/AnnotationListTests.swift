import Agreement
import Chronology
import Reporting
import TestKit
import Testing

@Suite struct AnnotationListTests {
  private let start = Instant(seconds: 1_773_446_400)

  private var annotations: [RecordedAnnotation] {
    [
      RecordedAnnotation(
        id: "0123456789ab",
        recorded: start + .hours(27),
        annotation: Annotation(
          kind: .maintenance,
          scope: .service(agreement: "shop", service: "front"),
          start: start,
          end: start + .hours(2),
          noticed: start + .minutes(5),
          author: .provider,
          reason: "Neue Platten \u{1B}[31m"
        )
      ),
      RecordedAnnotation(
        id: "ba9876543210",
        recorded: start - .hours(80),
        annotation: Annotation(
          kind: .forceMajeure,
          scope: .all,
          start: start - .hours(1),
          noticed: start - .hours(73),
          author: .customer,
          reason: "Flood"
        )
      ),
      RecordedAnnotation(
        id: "aaaaaaaaaaaa",
        recorded: start + .days(2),
        annotation: Annotation(
          kind: .dispute,
          scope: .agreement("shop"),
          start: start + .days(2),
          author: .customer,
          reason: "No notice",
          reference: "0123456789ab"
        )
      ),
    ]
  }

  @Test func `text and JSON say what was declared, by whom, and how late`() {
    let list = AnnotationList(annotations)
    TestFile.expectGolden("Reporting/annotations.txt", list.text)
    TestFile.expectGolden("Reporting/annotations.json", list.json)
    #expect(
      list.text.contains("declared by the provider 2026-03-15T03:00:00Z, 1 d 03 h after it began")
    )
    #expect(list.text.contains("noticed 2026-03-14T00:05:00Z: LATE, 5 min 00 s after it began"))
    #expect(!list.text.contains("\u{1B}"))
    #expect(AnnotationList([]).text == "no annotations\n")
  }

  @Test func `only what is meant and touches the time is listed`() {
    let hour = Interval(start, start + .hours(1))
    #expect(
      AnnotationList(annotations, in: hour).annotations.map(\.annotation.kind) == [
        .forceMajeure, .maintenance,
      ]
    )
    let all = AnnotationList(annotations) { $0 == .all }
    #expect(all.annotations.map(\.id) == ["ba9876543210"])
  }
}
