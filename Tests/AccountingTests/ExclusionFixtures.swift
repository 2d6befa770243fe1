import Agreement
import Chronology
import Sampling
import Testing

@testable import Accounting

/// A declaration on record; if nobody says otherwise, of the provider's about everything.
func declared(
  _ kind: Annotation.Kind,
  _ interval: Interval,
  id: String = "declared",
  noticed: Instant? = nil,
  recorded: Instant? = nil,
  author: Annotation.Author = .provider,
  scope: Annotation.Scope = .all
) -> RecordedAnnotation {
  RecordedAnnotation(
    id: id,
    recorded: recorded ?? interval.start,
    annotation: Annotation(
      kind: kind,
      scope: scope,
      start: interval.start,
      end: interval.end,
      noticed: noticed,
      author: author,
      reason: "a reason"
    )
  )
}

/// A party's word to a declaration, recorded at a millisecond of the story.
func word(
  _ kind: Annotation.Kind,
  by author: Annotation.Author,
  to id: String = "declared",
  at recorded: Int64 = 1_000_000
) -> RecordedAnnotation {
  let moment = span(recorded, recorded).start
  return RecordedAnnotation(
    id: "word-\(author)-\(recorded)",
    recorded: moment,
    annotation: Annotation(
      kind: kind,
      scope: .all,
      start: moment,
      author: author,
      reason: "a reason",
      reference: id
    )
  )
}

/// The judgement for a service that is one check, `c0`, of the agreement `acme`.
func judged(
  _ annotations: [RecordedAnnotation],
  _ clauses: ExclusionClauses,
  _ calendar: ExclusionCalendar = ExclusionCalendar(),
  downtime: IntervalSet = IntervalSet()
) throws -> ExclusionJudgement {
  let check = try checks(1)[0]
  return ExclusionJudgement(
    of: annotations,
    for: Service(id: "front", description: "", check: check),
    in: "acme",
    by: clauses,
    calendar,
    downtime: downtime
  )
}
