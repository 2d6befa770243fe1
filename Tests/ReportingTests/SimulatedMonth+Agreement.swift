import Agreement
import Chronology
import Reporting
import Sampling
import TestKit
import Testing

extension SimulatedMonth {
  /// An agreement that has what the parties of a hosting contract agree on, in one of its languages.
  static func agreement(_ language: Language, _ checks: [Check]) throws -> Agreement {
    let words = Words.of(language)
    return Agreement(
      id: "acme-hosting",
      title: words.title,
      revision: 3,
      effective: try #require(CivilDate("2026-01-01")),
      language: language,
      timeZone: "Europe/Paris",
      currency: euro,
      parties: Parties(
        provider: Party(name: "ACME Hosting SAS", contact: "noc@acme.example"),
        customer: Party(name: "Boutique SARL", contact: "exploitation@boutique.example"),
        measurer: Party(name: "Mesures SA"),
        arbiter: Party(name: words.arbiter)
      ),
      services: try services(words, checks.map(\.id)),
      objectives: try objectives(),
      clauses: try clauses(),
      sha256: String(repeating: "0123456789abcdef", count: 4)
    )
  }

  /// The revision before it.
  static func earlier(_ language: Language, _ checks: [Check]) throws -> ListedRevision {
    let now = try agreement(language, checks)
    return ListedRevision(
      Agreement(
        id: now.id,
        title: now.title,
        revision: 2,
        effective: try #require(CivilDate("2025-01-01")),
        language: language,
        timeZone: now.timeZone,
        currency: now.currency,
        parties: now.parties,
        services: now.services,
        objectives: now.objectives,
        sha256: String(repeating: "fedcba9876543210", count: 4)
      )
    )
  }

  private static func services(_ words: Words, _ checks: [CheckID]) throws -> [Service] {
    [
      Service(
        id: "storefront",
        description: words.storefront,
        composition: .check(checks[0]),
        fee: Fee(amount: try ClauseStory.euros("1200.00"), per: .month)
      ),
      Service(
        id: "api",
        description: words.orders,
        composition: .check(checks[1]),
        hours: .weekly(
          WeeklyHours(
            [
              DayHours(weekdays: [1, 2, 3, 4, 5], from: 480, to: 1_200),
              DayHours(weekdays: [6], from: 540, to: 720),
            ],
            holidays: [try #require(CivilDate("2026-03-23"))]
          )
        ),
        fee: Fee(amount: try ClauseStory.euros("900.00"), per: .quarter)
      ),
      Service(
        id: "shop",
        description: words.whole,
        composition: .weighted([
          WeightedPart(weight: 3, .check(checks[0])), WeightedPart(weight: 1, .check(checks[1])),
        ]),
        fee: Fee(amount: try ClauseStory.euros("360.00"), per: .year)
      ),
    ]
  }

  private static func objectives() throws -> [Objective] {
    func share(_ text: String) throws -> Ratio { try ClauseStory.percent(text) }
    func objective(_ id: String, _ service: String, _ indicator: Indicator) -> Objective {
      Objective(id: id, service: service, indicator: indicator, window: .month)
    }
    let office = ServiceHours.weekly(
      WeeklyHours([DayHours(weekdays: [1, 2, 3, 4, 5], from: 480, to: 1_200)])
    )
    let fast = LatencyLimit(phase: nil, within: .milliseconds(500), share: try share("95"))
    let p99 = LatencyLimit(
      phase: nil,
      within: .milliseconds(1_500),
      share: try share("99"),
      isPercentile: true
    )
    return [
      objective(
        "availability",
        "storefront",
        .availability(AvailabilityTerms(try share("99.9")))
      ),
      objective("fast-enough", "storefront", .latencyShare(fast)),
      objective("p99", "storefront", .latencyShare(p99)),
      objective(
        "restored",
        "storefront",
        .restore(RestoreTerms(within: .minutes(15), clock: office))
      ),
      objective(
        "answered",
        "storefront",
        .response(RestoreTerms(within: .minutes(30), from: .ticket))
      ),
      objective("few-incidents", "storefront", .incidents(IncidentLimit(atMost: 6))),
      objective("longest", "storefront", .longestOutage(.minutes(30))),
      objective("api-availability", "api", .availability(AvailabilityTerms(try share("99.9")))),
      objective("shop-availability", "shop", .availability(AvailabilityTerms(try share("99.5")))),
    ]
  }

  private static func clauses() throws -> Clauses {
    func share(_ text: String) throws -> Ratio { try ClauseStory.percent(text) }
    return Clauses(
      responsibilities: Responsibilities([
        ResponsibilityRule(.status(401), .customer), ResponsibilityRule(.status(403), .customer),
        ResponsibilityRule(.cause(.http429), .customer),
        ResponsibilityRule(.cause(.tlsExpired), .thirdParty),
      ]),
      exclusions: ExclusionClauses(
        maintenance: MaintenanceClause(
          notice: .hours(72),
          cap: MaintenanceCap(.hours(4), per: .month),
          during: WeeklyHours([DayHours(weekdays: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 360)])
        ),
        declared: [
          .forceMajeure: DeclarationClause(declaredBy: [.provider], acceptedBy: [.customer]),
          .customerFault: DeclarationClause(declaredBy: [.provider], acceptedBy: [.customer]),
        ]
      ),
      incidents: IncidentRules(reopenWithin: .minutes(10)),
      credits: CreditClauses(
        rules: [
          CreditRule(
            "availability",
            .tiers([
              CreditTier(below: try share("95"), credit: try share("100")),
              CreditTier(below: try share("99"), credit: try share("25")),
              CreditTier(below: try share("99.9"), credit: try share("10")),
            ])
          ),
          CreditRule("restored", .perIncident(.money(try ClauseStory.euros("25.00")))),
        ],
        windowCap: .one,
        yearCap: try share("30"),
        minimum: try ClauseStory.euros("5.00"),
        claimWithin: .days(30)
      ),
      measurement: MeasurementClause(tie: .estimate),
      reporting: ReportingClause(
        every: .month,
        recipients: ["noc@acme.example", "exploitation@boutique.example"]
      )
    )
  }

  /// What the parties write themselves.
  struct Words {
    let title: String
    let arbiter: String
    let storefront: String
    let orders: String
    let whole: String
    let disks: String
    let urgent: String
    let router: String
    let certificate: String
    let agreed: String
    let denied: String
    let ticket: String
    let begun: String
    let claim: String

    static func of(_ language: Language) -> Words {
      switch language {
      case .english:
        Words(
          title: "Hosting of the shop",
          arbiter: "Chamber of Commerce",
          storefront: "The shop answers",
          orders: "Orders can be worked on",
          whole: "The shop as a whole, three parts pages and one part orders",
          disks: "New disks",
          urgent: "A security update",
          router: "The \"core\" router & its spare failed <both>",
          certificate: "The customer had not renewed its certificate",
          agreed: "We have seen the carrier's notice",
          denied: "The certificate was valid until May",
          ticket: "The shop is down",
          begun: "We are on it",
          claim: "Credit for March"
        )
      case .french:
        Words(
          title: "Hébergement de la boutique en ligne",
          arbiter: "Chambre de commerce",
          storefront: "La boutique répond",
          orders: "Les commandes peuvent être traitées",
          whole: "La boutique entière, trois parts de pages et une part de commandes",
          disks: "Nouveaux disques",
          urgent: "Mise à jour de sécurité",
          router: "Le routeur « principal » & son secours <tous deux> en panne",
          certificate: "Le client n'avait pas renouvelé son certificat",
          agreed: "Nous avons vu l'avis de l'opérateur",
          denied: "Le certificat était valable jusqu'en mai",
          ticket: "La boutique est en panne",
          begun: "Nous intervenons",
          claim: "Avoir pour mars"
        )
      }
    }
  }
}
