import Agreement
import Annotating
import Chronology
import StoreFormat
import Testing

@Suite struct HoldsTests {
  private func hold(_ start: Instant, _ end: Instant?) -> RecordedAnnotation {
    RecordedAnnotation(
      Annotation(
        kind: .hold,
        scope: .all,
        start: start,
        end: end,
        author: .customer,
        reason: "Dispute"
      ),
      recordedAt: now
    )
  }

  private func release(_ id: String) -> RecordedAnnotation {
    RecordedAnnotation(
      Annotation(
        kind: .release,
        scope: .all,
        start: now,
        author: .customer,
        reason: "Settled",
        reference: id
      ),
      recordedAt: now
    )
  }

  private func hour(_ number: Int64) -> Interval {
    Interval(now + .hours(number), now + .hours(number + 1))
  }

  @Test func `a file stays when any of its stretches touches a hold`() {
    let holds = Holds([hold(now + .minutes(90), now + .hours(3))])
    #expect((0..<5).map { holds.keep([hour($0)]) } == [false, true, true, false, false])
    #expect(holds.keep([hour(50), hour(2)]), "imported: recorded at one time, measured at another")
    #expect(!holds.keep([]))
    let instant = Interval(now + .hours(2), now + .hours(2))
    #expect(holds.keep([instant]), "one sample that took no time")
  }

  @Test func `without an end it keeps everything from its beginning on`() {
    let holds = Holds([hold(now, nil)])
    #expect(holds.keep([hour(100_000)]) && !holds.keep([hour(-1)]))
  }

  @Test func `a release ends the hold that it names, wherever it stands`() {
    let first = hold(now, now + .hours(1))
    let second = hold(now + .hours(1), now + .hours(2))
    let holds = Holds([release(first.id), first, second, release("other")])
    #expect(holds.inForce == [second])
    #expect(!holds.keep([hour(0)]) && holds.keep([hour(1)]))
  }

  @Test func `no other declaration holds anything`() {
    let other = RecordedAnnotation(Declarations.maintenance, recordedAt: now)
    #expect(Holds([other]).inForce.isEmpty)
  }
}
