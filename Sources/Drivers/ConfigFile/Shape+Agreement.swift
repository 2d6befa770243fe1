import Agreement
import Sampling

/// The forms of an agreement's file.
extension Shape {
  /// The whole file.
  static let agreement = Shape.keys(
    .agreement,
    [
      "agreement": .identifier, "title": .text, "revision": .whole(1...999_999),
      "effective": .date, "until": .date, "on-change": .words(["next-window", "split"]),
      "partial-window": .words(["prorate", "deem-available", "skip"]),
      "language": .words(["fr", "en"]), "time-zone": .text,
      "currency": .pattern("^[A-Z]{3}$", example: "EUR"),
      "template": .keys(
        .template,
        ["name": .text, "source": .text, "dated": .text, "needs-review": .truth]
      ),
      "parties": parties, "responsibilities": responsibilities,
      "services": .named(service, limit: agreementLimit),
      "objectives": .named(objective, limit: agreementLimit),
      "incidents": .keys(
        .incidentRules,
        ["reopen-within": .duration, "count-in": .words(["start", "end", "overlap"])]
      ),
      "exclusions": exclusions, "credits": credits,
      "measurement": .keys(
        .measurement,
        [
          "unknown": .words(["undetermined", "up", "down"]), "minimum-coverage": .percentage,
          "tie": .words(["provider", "customer", "estimate", "joint-review"]),
        ]
      ),
      "reporting": .keys(
        .reporting,
        [
          "every": calendarWindow, "seal-after": .duration, "to": .list(.text, 1...100),
          "decimals": .whole(0...6),
        ]
      ),
    ],
    needs: [
      "agreement", "title", "revision", "effective", "language", "time-zone", "currency", "parties",
      "services", "objectives",
    ]
  )

  private static let party = Shape.keys(.party, ["name": .text, "contact": .text], needs: ["name"])

  private static let parties = Shape.keys(
    .parties,
    ["provider": party, "customer": party, "measurer": party, "arbiter": party],
    needs: ["provider", "customer"]
  )

  /// Failures, as responsibilities and causes name them.
  static let failures = Shape.list(
    .pattern("^(status [1-5][0-9]{2}|[a-z0-9-]+(-\\*)?)$", example: "http-429"),
    1...1_000
  )

  private static let responsibilities = Shape.keys(
    .responsibilities,
    ["provider": failures, "customer": failures, "third-party": failures]
  )

  private static let service = Shape.keys(
    .service,
    [
      "description": .text, "available-when": .text,
      "observations": .keys(
        .observations,
        ["counts": .identifier, "durations": .identifier],
        oneOf: [["counts"], ["durations"]]
      ),
      "hours": .either([.words(["always"]), weeklyHours]),
      "fee": .keys(
        .fee,
        ["amount": .amount, "per": .words(["month", "quarter", "year"])],
        needs: ["amount", "per"]
      ),
    ],
    needs: ["description"],
    oneOf: [["available-when"], ["observations"]]
  )

  /// Hours of the week.
  static let weeklyHours: Shape = {
    let stretches = Shape.one(
      .pattern(Pattern.stretch, example: "08:00-20:00"),
      orUpTo: agreementLimit
    )
    var shapes: [String: Shape] = [:]
    for key in KeyTable.hours.known { shapes[key] = stretches }
    shapes["holidays"] = .list(.date, 1...1_000)
    let days = "(mon|tue|wed|thu|fri|sat|sun)"
    return .named(
      stretches,
      limit: 100,
      names: "^(\(days)(-\(days))?|daily|holidays)$",
      beside: Keyed(table: .hours, shapes: shapes)
    )
  }()

  private static let calendarUnits = Shape.words(["month", "quarter", "year", "week", "day"])
  private static let windowShapes: [String: Shape] = [
    "rolling": .duration, "billing-month": .whole(1...31),
  ]

  /// A window of the calendar: rolling ones never end.
  static let calendarWindow = Shape.either([
    calendarUnits,
    .keys(
      .window,
      windowShapes,
      needs: ["billing-month"],
      oneOf: KeyTable.window.known.map { [$0] }
    ),
  ])

  /// Any window.
  static let anyWindow = Shape.either([
    calendarUnits, .keys(.window, windowShapes, oneOf: KeyTable.window.known.map { [$0] }),
  ])

  private static let mode = Shape.words(["remove", "available"])
  private static let partyNames = Shape.list(
    .words(["provider", "customer", "measurer", "arbiter"]),
    1...4
  )

  private static let exclusions: Shape = {
    let declaration = Shape.keys(
      .declaration,
      [
        "declared-by": partyNames, "accepted-by": .either([.words(["nobody"]), partyNames]),
        "mode": mode,
      ],
      needs: ["declared-by"]
    )
    return .keys(
      .exclusions,
      [
        "maintenance": maintenance, "force-majeure": declaration, "customer-fault": declaration,
        "suspension": declaration,
      ]
    )
  }()

  private static let maintenance = Shape.keys(
    .maintenance,
    [
      "notice": .duration, "single": .duration,
      "at-most": .pattern(
        "^(unlimited|[0-9]+(ms|s|m|h|d|y) +per +(day|week|month|quarter|year))$",
        example: "4h per month"
      ),
      "counts": .words(["planned", "downtime"]), "during": weeklyHours, "mode": mode,
      "recurring": .list(
        .keys(
          .recurring,
          [
            "rule": .pattern(
              "FREQ=(DAI|WEEK|MONTH|YEAR)LY(;|$)",
              example: "FREQ=MONTHLY;BYDAY=1SU"
            ), "from": .date,
            "at": .pattern("^[0-9]{2}:[0-9]{2}$", example: "02:00"), "for": .duration,
          ],
          needs: ["rule", "from", "at", "for"]
        ),
        1...100
      ),
    ]
  )

  private static let creditAmount = Shape.pattern(
    "^[0-9]+(\\.[0-9]+)? *%?$",
    example: "10%",
    orNumber: true
  )

  private static let credits = Shape.named(
    .keys(
      .credit,
      [
        "tiers": .list(
          .keys(.tier, ["below": .percentage, "credit": .percentage], needs: ["below", "credit"]),
          1...100
        ),
        "per": .duration, "credit": creditAmount,
        "counting": .words(["complete", "started", "prorata"]),
        "beyond": .words(["target", "first"]), "per-incident": creditAmount, "flat": creditAmount,
      ],
      oneOf: [["tiers"], ["per", "credit", "counting"], ["per-incident"], ["flat"]]
    ),
    limit: 1_100,
    beside: Keyed(
      table: .credits,
      shapes: [
        "not-with": .list(.list(.identifier, 2...agreementLimit), 1...100),
        "cap": .keys(.cap, ["window": .percentage, "year": .percentage]),
        "minimum": .amount,
        "claim-within": .pattern("^(unlimited|[0-9]{1,9}(ms|s|m|h|d|y))$", example: "60d"),
      ]
    )
  )
}
