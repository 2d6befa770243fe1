import Accounting
import Agreement
import Chronology
import Sampling
import Testing

@testable import Judging

/// An incident in which a success was seen that resolves nothing: BBGBB, where two successes resolve.
///
/// Failures at 120 s and 180 s, a success at 240 s, and failures at 300 s and 360 s.
@Suite struct IncidentFloorTests {
  static let story = "GGBBGBBGGG"

  private func standing(
    _ floor: OutageFloor?,
    up: Int = 2,
    _ letters: String = story,
    annotations: [RecordedAnnotation] = []
  ) throws -> Standing {
    var judge = try judge(
      of: .availability(AvailabilityTerms(try percent("99"), floor: floor)),
      clauses: Clauses(
        exclusions: ExclusionClauses(maintenance: MaintenanceClause(notice: .hours(1)))
      ),
      annotations: annotations,
      []
    )
    judge.define(series, try definition(confirmation: Confirmation(down: 2, up: up)))
    for sample in samples(letters) { judge.take(sample) }
    let end = Int64(letters.count - 1) * 60
    return judge.standing(until: end)
  }

  private func bounds(_ standing: Standing) -> [Int64] {
    [standing.time.low, standing.time.estimate, standing.time.high].map { $0 / 1_000 }
  }

  /// Each part is as long as two intervals by the estimate: alone none reaches 3 min.
  @Test func `the floor is held against the whole incident`() throws {
    #expect(try bounds(standing(nil)) == [120, 240, 360])
    #expect(try bounds(standing(OutageFloor(.minutes(3)))) == [0, 240, 360])
    #expect(try bounds(standing(OutageFloor(.minutes(2)))) == [120, 240, 360])
    #expect(try bounds(standing(OutageFloor(.minutes(4)))) == [0, 240, 360])
    #expect(try bounds(standing(OutageFloor(.minutes(4), isInclusive: false))) == [0, 0, 360])
    #expect(try bounds(standing(OutageFloor(.minutes(6), isInclusive: false))) == [0, 0, 0])
  }

  /// Where one success resolves, they are two incidents, and what can't be excluded is one outage still.
  @Test func `two incidents are measured one by one`() throws {
    #expect(try bounds(standing(OutageFloor(.minutes(3)), up: 1)) == [0, 0, 360])
    #expect(try bounds(standing(OutageFloor(.minutes(2)), up: 1)) == [0, 240, 360])
  }

  @Test func `unknown time in an incident doesn't divide it`() throws {
    // Failures at 60 s and 120 s, silence, and failures from 600 s on.
    let letters = "GBB       BBGG"
    #expect(try bounds(standing(OutageFloor(.minutes(4)), letters)) == [0, 270, 330])
    #expect(try bounds(standing(OutageFloor(.minutes(2)), letters)) == [120, 270, 330])
    #expect(try bounds(standing(nil, letters)) == [120, 270, 330])
  }

  @Test func `what is left of a whole incident counts, where the floor is a net one`() throws {
    let work = RecordedAnnotation(
      id: "000000000000",
      recorded: at(-90_000),
      annotation: Annotation(
        kind: .maintenance,
        scope: .service(agreement: "acme", service: "shop"),
        start: at(300),
        end: at(560),
        noticed: at(-90_000),
        author: .provider,
        reason: "an update"
      )
    )
    // Of the estimate 120 s and 30 s are left.
    let short = try standing(OutageFloor(.seconds(150)), annotations: [work])
    #expect(bounds(short) == [0, 150, 240])
    let long = try standing(OutageFloor(.seconds(151)), annotations: [work])
    #expect(bounds(long) == [0, 0, 240])
  }

  /// Confirmation governs incidents, and not what is down: an unconfirmed success was up.
  @Test func `a success that resolves nothing is up by the estimate, and in one incident`() throws {
    let judge = try JudgingTests.judge(
      [availability("99")],
      definition(confirmation: Confirmation(down: 2, up: 2)),
      samples(Self.story)
    )
    let service = judge.service(ofPromise: 0)
    let timeline = service.whole(in: span(0, 540))
    #expect(timeline.low == IntervalSet([span(120, 180), span(300, 360)]))
    #expect(timeline.estimate == IntervalSet([span(90, 210), span(270, 390)]))
    #expect(timeline.high == IntervalSet([span(60, 420)]))
    #expect(service.incidents.count == 1)
    let incident = try #require(service.incidents.first)
    #expect(incident.opened == at(120) && incident.resolved == at(420))
    #expect(incident.failures == 4 && incident.samples == 5)
    #expect(incident.endedDowntime == .minutes(4))
  }
}
