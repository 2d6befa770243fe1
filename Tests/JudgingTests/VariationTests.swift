import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

@Suite struct VariationTests {
  private func agreement() throws -> Agreement {
    try JudgingTests.agreement([
      Objective(
        id: "o",
        service: "shop",
        indicator: .availability(
          AvailabilityTerms(try percent("99"), floor: OutageFloor(.minutes(1)))
        ),
        window: .month
      ),
      Objective(id: "r", service: "shop", indicator: .requests(try percent("98")), window: .month),
      Objective(id: "d", service: "shop", indicator: .downtime(.minutes(3)), window: .month),
    ])
  }

  @Test func `nothing is another where nothing was asked for`() throws {
    #expect(Variation().varied(try agreement()) == (try agreement()))
    #expect(Variation().varied(try definition()) == (try definition()))
  }

  @Test func `every rule that was asked for is another, and no other`() throws {
    var variation = Variation()
    variation.floor = OutageFloor(.zero)
    variation.unconfirmed = .ignore
    variation.target = try percent("90")
    variation.unknown = .down
    variation.confirmation = 5
    variation.interval = .seconds(120)
    let found = variation.varied(try agreement())
    #expect(
      found.objectives.map(\.indicator) == [
        .availability(AvailabilityTerms(try percent("90"), unconfirmed: .ignore)),
        .requests(try percent("90")), .downtime(.minutes(3)),
      ]
    )
    #expect(found.clauses.measurement.unknown == .down)
    #expect(found.clauses.measurement.tie == (try agreement()).clauses.measurement.tie)
    let check = variation.varied(try definition())
    #expect(check.confirmation.down == 5)
    #expect(check.interval == .seconds(120))
    #expect(check.timeout == (try definition()).timeout)
  }

  @Test func `of what is observed outside another share may be asked for, as of other shares`()
    throws
  {
    let limit = DurationLimit(within: .minutes(3), share: try percent("95"))
    let percentile = DurationLimit(
      within: .minutes(3),
      share: try percent("95"),
      isPercentile: true
    )
    var variation = Variation()
    variation.target = try percent("90")
    let found = variation.varied(
      try JudgingTests.agreement(
        [
          .ratio(RatioTerms(try percent("80"), uncovered: .unknown)), .duration(limit),
          .duration(percentile),
        ].enumerated().map { number, indicator in
          Objective(id: "o\(number)", service: "shop", indicator: indicator, window: .month)
        }
      )
    )
    #expect(
      found.objectives.map(\.indicator) == [
        .ratio(RatioTerms(try percent("90"), uncovered: .unknown)),
        .duration(DurationLimit(within: .minutes(3), share: try percent("90"))),
        .duration(percentile),
      ]
    )
  }

  @Test func `excluded time counts another way, whatever the kind`() throws {
    var variation = Variation()
    variation.mode = .available
    let plain = try agreement()
    let clauses = ExclusionClauses(
      maintenance: MaintenanceClause(notice: .hours(72)),
      declared: [.suspension: DeclarationClause(declaredBy: [.provider])]
    )
    let agreement = Agreement(
      id: plain.id,
      title: plain.title,
      revision: plain.revision,
      effective: plain.effective,
      language: plain.language,
      timeZone: plain.timeZone,
      currency: plain.currency,
      parties: plain.parties,
      services: plain.services,
      objectives: plain.objectives,
      clauses: Clauses(exclusions: clauses),
      sha256: plain.sha256
    )
    let found = variation.varied(agreement).clauses.exclusions
    #expect(found.maintenance == MaintenanceClause(notice: .hours(72), mode: .available))
    #expect(found.declared[.suspension]?.mode == .available)
  }

  @Test func `a coarser schedule keeps the first sample of each length`() throws {
    let check = try storefront
    var coarser = CoarserSamples(every: .seconds(180), from: at(0))
    let kept = samples("GGGGGGGGGG", from: -50).filter {
      coarser.keeps($0, of: check)
    }
    #expect(kept.map { ($0.start - at(0)).nanoseconds / 1_000_000_000 } == [-50, 10, 190, 370])
    #expect(coarser.offsets.values.map(\.self) == [.seconds(10)])
  }
}
