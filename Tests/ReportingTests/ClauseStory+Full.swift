import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import TestKit
import Testing

extension ClauseStory {
  /// All of it: exclusions of every status, credits of every scale, and a claim.
  static func full(_ language: Language) throws -> ClauseStory {
    let tiers = [
      CreditTier(below: try percent("99"), credit: try percent("25")),
      CreditTier(below: try percent("99.95"), credit: try percent("10")),
    ]
    return ClauseStory(
      language: language,
      measurement: MeasurementClause(tie: .customer),
      credits: CreditClauses(
        rules: [
          CreditRule("availability", .tiers(tiers)),
          CreditRule("restored", .perIncident(.money(try euros("50.00")))),
          CreditRule("longest", .flat(.share(try percent("2")))),
          CreditRule(
            "downtime",
            .perTime(TimeCredit(.money(try euros("30.00")), unit: .hours(1), counting: .started))
          ),
          CreditRule("office-hours", .flat(.money(try euros("5.00")))),
        ],
        nonCumulative: [["availability", "downtime"]],
        windowCap: try percent("10"),
        yearCap: try percent("30"),
        minimum: try euros("1.00"),
        claimWithin: .days(30)
      ),
      annotations: [
        try declared(
          .maintenance,
          "000000000001",
          from: "2026-03-14T09:00:00Z",
          to: "2026-03-14T09:10:00Z",
          noticed: "2026-03-10T09:00:00Z",
          recorded: "2026-03-10T09:05:00Z"
        ),
        try declared(
          .maintenance,
          "000000000002",
          from: "2026-03-14T09:10:00Z",
          to: "2026-03-14T09:20:00Z",
          recorded: "2026-03-14T08:00:00Z"
        ),
        try declared(
          .forceMajeure,
          "000000000003",
          from: "2026-03-14T09:20:00Z",
          to: "2026-03-14T09:50:00Z",
          recorded: "2026-03-14T12:00:00Z",
          because: "a flood"
        ),
        try declared(
          .suspension,
          "000000000004",
          from: "2026-03-28T09:00:00Z",
          recorded: "2026-03-28T12:00:00Z",
          because: "unpaid"
        ),
        try declared(
          .claim,
          "000000000005",
          from: "2026-04-05T09:00:00Z",
          recorded: "2026-04-05T09:00:00Z",
          by: .customer,
          because: "credit for March"
        ),
      ]
    )
  }
}
