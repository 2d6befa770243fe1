import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import TestKit
import Testing

/// March 2026 under an agreement that has a clause of every kind.
struct ClauseStory {
  var language = Language.english
  var measurement = MeasurementClause()
  var credits: CreditClauses?
  var annotations: [RecordedAnnotation] = []
  /// Whether the service of two checks, and every objective but the availability, are left out.
  var isSmall = false
  /// Whether the agreement says what is paid for the service of one check.
  var hasFee = true
  /// From when the agreement holds.
  var effective = "2026-01-01"
  /// The agreement's last date; nil without an end.
  var until: CivilDate?
  /// What counts of a window in which it begins or ends.
  var partial = PartialWindow.prorate

  static func percent(_ text: String) throws -> Ratio {
    try #require(Ratio(percentage: "\(text)%"))
  }

  static func euros(_ text: String) throws -> Money { try #require(Money(text, euro)) }

  /// A declaration, by default of the provider's on the service `storefront`.
  static func declared(
    _ kind: Annotation.Kind,
    _ id: String,
    from start: String,
    to end: String? = nil,
    noticed: String? = nil,
    recorded: String,
    by author: Annotation.Author = .provider,
    about reference: String = "",
    because reason: String = "the cache is moved"
  ) throws -> RecordedAnnotation {
    RecordedAnnotation(
      id: id,
      recorded: try Story.instant(recorded),
      annotation: Annotation(
        kind: kind,
        scope: .service(agreement: "acme-hosting", service: "storefront"),
        start: try Story.instant(start),
        end: try end.map { try Story.instant($0) },
        noticed: try noticed.map { try Story.instant($0) },
        author: author,
        reason: reason,
        reference: reference
      )
    )
  }

  /// What the report says at `now`; the check was asked each minute until `end`.
  func report(
    at now: String = "2026-04-10T08:00:00Z",
    until end: String = "2026-03-31T22:10:00Z",
    over period: String = "2026-03"
  ) throws -> Report {
    let zone = try Story.paris()
    let window = try #require(CivilWindow(period))
    let agreement = try agreement
    let checks = try ["www", "api"].map {
      try Story.check($0, interval: .seconds(60), timeout: .seconds(10))
    }
    var story = Story(
      agreement,
      checks: checks,
      zones: ["Europe/Paris": zone],
      annotations: annotations
    )
    let start = try Story.instant("2026-02-28T22:50:00Z")
    let outage = try Story.instant("2026-03-14T09:00:00Z")
    for number in 0...1 {
      let until = min(outage, try Story.instant(end))
      story.tell(number, from: start, to: until, Story.up)
      if until < outage { continue }
      story.tell(number, from: outage, to: outage + .minutes(44), Story.failed)
      story.tell(number, from: outage + .minutes(44), to: try Story.instant(end), Story.up)
    }
    return Report(
      on: agreement,
      by: story.judge,
      over: .fixed(name: window.description, window.interval(in: zone)),
      at: try Story.instant(now),
      zone: zone,
      zoneVersion: "2025b",
      vantage: "par1",
      samples: story.samples(in: window.interval(in: zone))
    )
  }

  var agreement: Agreement {
    get throws {
      let www = try #require(CheckID("www"))
      let api = try #require(CheckID("api"))
      let storefront = Service(
        id: "storefront",
        description: "The shop answers",
        composition: .check(www),
        fee: hasFee ? Fee(amount: try Self.euros("1200.00"), per: .month) : nil
      )
      let office = Service(
        id: "back-office",
        description: "Orders can be worked on",
        composition: .any([.check(www), .check(api)]),
        hours: .weekly(
          WeeklyHours(
            [
              DayHours(weekdays: [1, 2, 3, 4, 5], from: 480, to: 1_200),
              DayHours(weekdays: [6], from: 540, to: 720),
            ],
            holidays: [try #require(CivilDate("2026-03-23"))]
          )
        ),
        fee: Fee(amount: try Self.euros("900.00"), per: .quarter)
      )
      return Agreement(
        id: "acme-hosting",
        title: language == .french ? "Hébergement de la boutique" : "Hosting of the shop",
        revision: 3,
        effective: try #require(CivilDate(effective)),
        language: language,
        timeZone: "Europe/Paris",
        currency: euro,
        parties: Parties(
          provider: Party(name: "ACME Hosting SAS", contact: "noc@acme.example"),
          customer: Party(name: "Boutique SARL"),
          measurer: Party(name: "Mesures SA"),
          arbiter: Party(name: "Tribunal de commerce")
        ),
        services: isSmall ? [storefront] : [storefront, office],
        objectives: try objectives,
        clauses: try clauses,
        sha256: String(repeating: "0123456789abcdef", count: 4)
      )
    }
  }

  private var clauses: Clauses {
    get throws {
      Clauses(
        until: until,
        responsibilities: Responsibilities([
          ResponsibilityRule(.status(403), .customer), ResponsibilityRule(.status(401), .customer),
          ResponsibilityRule(.cause(.connectTimeout), .thirdParty),
        ]),
        exclusions: ExclusionClauses(
          maintenance: MaintenanceClause(
            notice: .hours(72),
            cap: MaintenanceCap(.hours(4), per: .month),
            recurring: isSmall
              ? []
              : [
                RecurringMaintenance(
                  Recurrence(
                    .monthly,
                    weekdays: [Recurrence.Weekday(7, ordinal: 1)],
                    from: try #require(CivilDate("2026-01-01"))
                  ),
                  at: 120,
                  for: .hours(2)
                )
              ]
          ),
          declared: [
            .forceMajeure: DeclarationClause(
              declaredBy: [.provider],
              acceptedBy: [.customer],
              mode: .available
            )
          ]
        ),
        credits: credits,
        measurement: measurement,
        reporting: ReportingClause(decimals: 3),
        partial: partial
      )
    }
  }

  private var objectives: [Objective] {
    get throws {
      let share = try Self.percent("99.95")
      func objective(_ id: String, _ indicator: Indicator) -> Objective {
        Objective(id: id, service: "storefront", indicator: indicator, window: .month)
      }
      let availability = objective("availability", .availability(AvailabilityTerms(share)))
      if isSmall { return [availability] }
      let restore = RestoreTerms(within: .minutes(30), share: .one)
      let limit = LatencyLimit(
        phase: nil,
        within: .milliseconds(1_500),
        share: try Self.percent("99"),
        isPercentile: true
      )
      return [
        availability,
        Objective(
          id: "office-hours",
          service: "back-office",
          indicator: .availability(
            AvailabilityTerms(
              share,
              floor: OutageFloor(.minutes(5)),
              counting: .clockMinutes,
              unconfirmed: .ignore
            )
          ),
          window: .billingMonth(15)
        ),
        objective("slots", .slots(SlotTerms(share, length: .minutes(5)))),
        objective("slot-mean", .slotMean(SlotTerms(share, length: .minutes(5)))),
        objective("requests", .requests(share)),
        objective("p99", .latencyShare(limit)),
        objective("correctness", .correctness(share)),
        objective("restored", .restore(restore)),
        objective("begun", .response(RestoreTerms(within: .minutes(15), from: .ticket))),
        objective("few-incidents", .incidents(IncidentLimit(atMost: 3, lasting: .minutes(5)))),
        objective("longest", .longestOutage(.minutes(30))),
        objective("downtime", .downtime(.minutes(20))),
        objective("known", .coverage(try Self.percent("99"))),
        objective("gap", .longestGap(.minutes(5))),
      ]
    }
  }
}
