import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// A judge of one promise on the storefront, in UTC, that has taken `samples`.
func judge(
  of indicator: Indicator,
  over window: WindowRule = .month,
  clauses: Clauses = Clauses(),
  hours: ServiceHours = .always,
  annotations: [RecordedAnnotation] = [],
  _ samples: [Sample]
) throws -> Judge {
  let agreement = Agreement(
    id: "acme",
    title: "Shop",
    revision: 1,
    effective: try #require(CivilDate("2020-01-01")),
    language: .english,
    timeZone: "UTC",
    currency: euro,
    parties: Parties(provider: Party(name: "A"), customer: Party(name: "B")),
    services: [
      Service(id: "shop", description: "", composition: .check(try storefront), hours: hours)
    ],
    objectives: [Objective(id: "o", service: "shop", indicator: indicator, window: window)],
    clauses: clauses,
    sha256: "00"
  )
  var judge = Judge(agreements: [agreement], annotations: annotations)
  judge.define(series, try definition())
  for sample in samples { judge.take(sample) }
  return judge
}

extension Judge {
  /// How the only promise stands in seconds of the story, judged at their end unless it is said when.
  func standing(from start: Int64 = 0, until end: Int64, judgedAt now: Int64? = nil) -> Standing {
    standing(of: promises[0], in: .fixed(Interval(at(start), at(end))), at: at(now ?? end))
  }
}

/// Clauses by which a fault of the customer is excluded when the provider declares it.
func excluding(
  _ measurement: MeasurementClause = MeasurementClause(),
  _ incidents: IncidentRules = IncidentRules()
) -> Clauses {
  Clauses(
    exclusions: ExclusionClauses(
      declared: [.customerFault: DeclarationClause(declaredBy: [.provider])]
    ),
    incidents: incidents,
    measurement: measurement
  )
}

/// A fault of the customer in these seconds of the story.
func fault(_ start: Int64, _ end: Int64) -> RecordedAnnotation {
  RecordedAnnotation(
    id: "00000000000\(start)",
    recorded: at(end),
    annotation: Annotation(
      kind: .customerFault,
      scope: .service(agreement: "acme", service: "shop"),
      start: at(start),
      end: at(end),
      author: .provider,
      reason: "their key was wrong"
    )
  )
}

/// Hours of every day, in minutes after midnight; the story begins 20 s after 06:13, which is 373.
func daily(_ from: Int, _ to: Int) -> ServiceHours {
  .weekly(WeeklyHours([DayHours(weekdays: Array(1...7), from: from, to: to)]))
}
