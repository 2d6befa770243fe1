import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import ConfigFile

/// Every clause of an agreement, as good/clauses.yaml says it.
@Suite struct GoodClauseTests {
  private func agreement() throws -> Agreement {
    let reading = ConfigLoader.load(
      path: Fixtures.folder + "good/every-key.yaml",
      surroundings: .test,
      files: .disk
    )
    return try #require(reading.configuration?.agreements.last)
  }

  private func indicator(_ id: String) throws -> Indicator {
    try #require(try agreement().objectives.first { $0.id == id }).indicator
  }

  private func money(_ text: String) throws -> Money { try #require(Money(text, euro)) }

  private func share(_ text: String) throws -> Ratio { try #require(Ratio(percentage: text)) }

  @Test func `how long it holds and who else is a party`() throws {
    let agreement = try agreement()
    #expect(agreement.clauses.until == CivilDate("2027-12-31"))
    #expect(agreement.clauses.onChange == .split)
    #expect(agreement.clauses.partial == .deemAvailable)
    let measurer = Party(name: "Mesure", contact: "mesure@mesure.example")
    #expect(agreement.parties.measurer == measurer)
    #expect(agreement.parties.arbiter == Party(name: "Arbitre"))
  }

  @Test func `families of causes are all their causes`() throws {
    let responsibilities = try agreement().clauses.responsibilities
    #expect(
      responsibilities.rules == [
        ResponsibilityRule(.cause(.dnsNXDomain), .provider),
        ResponsibilityRule(.cause(.dnsTimeout), .provider),
        ResponsibilityRule(.cause(.dnsServfail), .provider),
        ResponsibilityRule(.cause(.connectRefused), .provider),
        ResponsibilityRule(.status(401), .customer),
        ResponsibilityRule(.cause(.http429), .customer),
        ResponsibilityRule(.cause(.tlsExpired), .thirdParty),
        ResponsibilityRule(.cause(.tlsNotYetValid), .thirdParty),
        ResponsibilityRule(.cause(.tlsName), .thirdParty),
        ResponsibilityRule(.cause(.tlsUntrusted), .thirdParty),
        ResponsibilityRule(.cause(.tlsTimeout), .thirdParty),
        ResponsibilityRule(.cause(.tlsProtocol), .thirdParty),
        ResponsibilityRule(.cause(.unreachable), .thirdParty),
      ]
    )
  }

  @Test func `an objective may say what a failure counts as, whoever answers for it`() throws {
    let agreement = try agreement()
    let objective = try #require(agreement.objectives.first { $0.id == "requests" })
    let counts = { (cause: Cause?, status: UInt16) in
      objective.causes.count(of: cause, status: status)
    }
    #expect(counts(.http4xx, 404) == .good)
    #expect(counts(.http429, 429) == .bad && counts(.tlsExpired, 0) == .bad)
    #expect(counts(.unreachable, 0) == .void)
    #expect(counts(.connectRefused, 0) == nil && counts(nil, 0) == nil)
    #expect(agreement.objectives.filter { !$0.causes.isEmpty }.map(\.id) == ["requests"])
  }

  @Test func `the name of a service stands for its composition`() throws {
    #expect(
      try agreement().services.map { "\($0.id): \($0.composition)" } == [
        "front: all(api, any(v6, equal))",
        "store: 1 of (database, cache)",
        "shop: all(all(api, any(v6, equal)), 1 of (database, cache))",
        "parts: weighted(3 api, 1 any(v6, equal))",
        "pages: api",
      ]
    )
  }

  @Test func `hours and fees are read`() throws {
    let agreement = try agreement()
    let shop = try #require(agreement.service("shop"))
    #expect(
      shop.hours
        == .weekly(
          WeeklyHours(
            [
              DayHours(weekdays: [1, 2, 3, 4, 5], from: 480, to: 1_200),
              DayHours(weekdays: [6], from: 540, to: 720),
              DayHours(weekdays: [6], from: 840, to: 1_080),
              DayHours(weekdays: [1, 7], from: 1_320, to: 360),
              DayHours(weekdays: [1, 2, 3, 4, 5, 6, 7], from: 1_380, to: 1_440),
            ],
            holidays: [CivilDate("2026-05-01"), CivilDate("2026-05-08")].compactMap { $0 }
          )
        )
    )
    #expect(shop.fee == Fee(amount: try money("1200.00"), per: .month))
    #expect(agreement.service("parts")?.fee == Fee(amount: try money("900"), per: .year))
    #expect(agreement.service("pages")?.fee == Fee(amount: try money("0.50"), per: .quarter))
    #expect(agreement.service("front")?.hours == .always)
    #expect(agreement.service("front")?.fee == nil)
  }

  @Test func `promises about time and slots are read`() throws {
    #expect(
      try indicator("available")
        == .availability(
          AvailabilityTerms(
            try share("99.9%"),
            floor: OutageFloor(.minutes(1), measure: .whole),
            counting: .clockMinutes
          )
        )
    )
    #expect(
      try indicator("minutes")
        == .availability(
          AvailabilityTerms(
            try share("99%"),
            floor: OutageFloor(.minutes(3), isInclusive: false),
            counting: .outageMinutes,
            unconfirmed: .ignore
          )
        )
    )
    #expect(
      try indicator("slots")
        == .slots(
          SlotTerms(
            try share("99.9%"),
            length: .minutes(5),
            errors: try share("50%"),
            least: 10,
            empty: .excluded
          )
        )
    )
    #expect(
      try indicator("throughout") == .slots(SlotTerms(try share("99%"), length: .minutes(10)))
    )
    let mean = SlotTerms(try share("99.9%"), length: .minutes(5), empty: .good)
    #expect(try indicator("mean") == .slotMean(mean))
    #expect(try indicator("downtime") == .downtime(.minutes(43)))
    #expect(try indicator("coverage") == .coverage(try share("99%")))
    #expect(try indicator("gaps") == .longestGap(.minutes(5)))
    let validity = CertificateTerms(atLeast: .days(14), share: try share("99.9%"))
    #expect(try indicator("certificates") == .certificateValidity(validity))
    #expect(
      try indicator("certificate") == .certificateValidity(CertificateTerms(atLeast: .zero))
    )
    let exact = ClockTerms(within: .milliseconds(100), share: try share("99%"))
    #expect(try indicator("exact") == .clock(exact))
    #expect(try indicator("longest") == .longestOutage(.minutes(30)))
  }

  @Test func `promises about samples and incidents are read`() throws {
    #expect(try indicator("requests") == .requests(try share("99.9%")))
    #expect(try indicator("correct") == .correctness(try share("99.99%")))
    #expect(
      try indicator("p99")
        == .latencyShare(
          LatencyLimit(
            phase: nil,
            within: .milliseconds(1_500),
            share: try share("99.925%"),
            failures: .excluded,
            isPercentile: true
          )
        )
    )
    let days = DayHours(weekdays: [1, 2, 3, 4, 5], from: 480, to: 1_200)
    #expect(
      try indicator("restored")
        == .restore(
          RestoreTerms(
            within: .hours(4),
            share: try share("95%"),
            clock: .weekly(WeeklyHours([days])),
            from: .ticket
          )
        )
    )
    #expect(
      try indicator("answered")
        == .response(RestoreTerms(within: .minutes(15), clock: .always, from: .confirmed))
    )
    #expect(try indicator("few") == .incidents(IncidentLimit(atMost: 3, lasting: .minutes(5))))
    let rules = IncidentRules(reopenWithin: .minutes(30), attribution: .overlap)
    #expect(try agreement().clauses.incidents == rules)
  }

  @Test func `windows of the calendar are read`() throws {
    #expect(
      try agreement().objectives.map(\.window) == [
        .month, .billingMonth(31), .quarter, .year, .month, .week, .month, .day, .month, .month,
        .quarter, .month, .rolling(.days(30)), .month, .month, .rolling(.days(30)), .month, .month,
      ]
    )
  }

  @Test func `exclusions are read`() throws {
    let exclusions = try agreement().clauses.exclusions
    let first = try #require(CivilDate("2026-01-01"))
    let march = try #require(CivilDate("2026-03-01"))
    let sunday = Recurrence(.monthly, weekdays: [.init(7, ordinal: 1)], from: first)
    let nights = WeeklyHours([DayHours(weekdays: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 360)])
    #expect(
      exclusions.maintenance
        == MaintenanceClause(
          notice: .hours(72),
          single: .hours(2),
          cap: MaintenanceCap(.hours(4), per: .month, counts: .downtime),
          during: nights,
          mode: .available,
          recurring: [
            RecurringMaintenance(sunday, at: 120, for: .hours(2)),
            RecurringMaintenance(Recurrence(.yearly, from: march), at: 1_410, for: .minutes(45)),
          ]
        )
    )
    #expect(
      exclusions.declared == [
        .forceMajeure: DeclarationClause(
          declaredBy: [.provider, .customer],
          acceptedBy: [.customer, .arbiter]
        ),
        .customerFault: DeclarationClause(
          declaredBy: [.provider],
          acceptedBy: [.customer],
          mode: .available
        ),
        .suspension: DeclarationClause(declaredBy: [.provider]),
      ]
    )
  }

  @Test func `credits are read, tiers ascending`() throws {
    func tier(_ below: String, _ credit: String) throws -> CreditTier {
      CreditTier(below: try share(below), credit: try share(credit))
    }
    let started = TimeCredit(
      .share(try share("5%")),
      unit: .hours(1),
      counting: .started,
      isBeyondTarget: false
    )
    let prorata = TimeCredit(.money(try money("50")), unit: .minutes(10), counting: .prorata)
    let high = [try tier("95%", "100%"), try tier("99%", "25%"), try tier("99.9%", "10%")]
    let rules = [
      CreditRule("available", .tiers(high)),
      CreditRule("mean", .tiers([try tier("95%", "50%"), try tier("99.9%", "5%")])),
      CreditRule("minutes", .perTime(started)),
      CreditRule("downtime", .perTime(prorata)),
      CreditRule("restored", .perIncident(.share(try share("2.5%")))),
      CreditRule("few", .flat(.money(try money("100")))),
    ]
    #expect(
      try agreement().clauses.credits
        == CreditClauses(
          rules: rules,
          nonCumulative: [["available", "downtime"], ["few", "restored", "available"]],
          windowCap: .one,
          yearCap: try share("30%"),
          minimum: try money("1.00"),
          claimWithin: .days(30)
        )
    )
  }

  @Test func `measurement and reporting are read`() throws {
    let clauses = try agreement().clauses
    #expect(
      clauses.measurement
        == MeasurementClause(unknown: .down, minimumCoverage: try share("99%"), tie: .customer)
    )
    #expect(
      clauses.reporting
        == ReportingClause(
          every: .month,
          sealAfter: .hours(96),
          recipients: ["noc@acme.example", "it@boutique.example"],
          decimals: 3
        )
    )
  }
}
