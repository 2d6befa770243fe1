import Agreement
import Chronology

extension Report {
  /// What is agreed, key by key as agreements write it: times in ms, shares as percentages.
  ///
  /// The parties, services, responsibilities and targets stand in members of their own.
  var clausesJSON: JSONValue {
    let clauses = agreement.clauses
    return [
      "until": clauses.until.map { .string($0.description) } ?? .null,
      "on_change": .string(clauses.onChange.rawValue),
      "partial_window": .string(clauses.partial.rawValue),
      "earlier_revisions": .array(
        earlier.map { revision in
          [
            "revision": .integer(revision.number),
            "effective": .string(revision.effective.description),
            "sha256": .string(revision.sha256),
          ]
        }
      ),
      "objectives": .array(
        agreement.objectives.map { objective in
          .object([JSONMember("id", .string(objective.id))] + objective.termMembers)
        }
      ),
      "incidents": [
        "reopen_within_ms": .span(clauses.incidents.reopenWithin),
        "count_in": .string(clauses.incidents.attribution.rawValue),
      ],
      "exclusions": clauses.exclusions.json,
      "credits": clauses.credits.map { $0.json } ?? .null,
      "measurement": [
        "unknown": .string(clauses.measurement.unknown.rawValue),
        "minimum_coverage_percent": .string("\(clauses.measurement.minimumCoverage)"),
        "tie": .string(clauses.measurement.tie.rawValue),
      ],
      "reporting": [
        "every": clauses.reporting.every.map { .string($0.word) } ?? .null,
        "seal_after_ms": .span(clauses.reporting.sealAfter),
        "to": .array(clauses.reporting.recipients.map { .string($0) }),
        "decimals": .integer(clauses.reporting.decimals),
      ],
    ]
  }
}

extension JSONValue {
  /// A length of time in milliseconds.
  static func span(_ amount: TimeAmount) -> JSONValue { .integer(amount.wholeMilliseconds) }

  /// A percentage; null where there is none.
  static func ratio(_ ratio: Ratio?) -> JSONValue { ratio.map { .string("\($0)") } ?? .null }
}

extension CivilWindow.Unit {
  /// As an agreement writes it; `billing-month 15`.
  fileprivate var word: String {
    switch self {
    case .month: "month"
    case .quarter: "quarter"
    case .year: "year"
    case .week: "week"
    case .day: "day"
    case .billingMonth(let day): "billing-month \(day)"
    }
  }
}

extension WeeklyHours {
  /// Hours of the week by the local clock; `end_minute` not after `start_minute` is on the day after.
  var json: JSONValue {
    [
      "weekly": .array(
        rules.map { rule in
          [
            "weekdays": .array(rule.weekdays.map { .integer($0) }),
            "start_minute": .integer(rule.start),
            "end_minute": .integer(rule.end),
          ]
        }
      ),
      "holidays": .array(holidays.map { .string($0.description) }),
    ]
  }
}

extension ServiceHours {
  /// `"always"`, or the hours of the week.
  var json: JSONValue {
    switch self {
    case .always: "always"
    case .weekly(let weekly): weekly.json
    }
  }
}

extension ExclusionClauses {
  fileprivate var json: JSONValue {
    let kinds: [Annotation.Kind] = [.forceMajeure, .customerFault, .suspension]
    return .object(
      [JSONMember("maintenance", maintenance?.json ?? .null)]
        + kinds.map { kind in
          JSONMember(kind.word.replacing("-", with: "_"), declared[kind]?.json ?? .null)
        }
    )
  }
}

extension MaintenanceClause {
  fileprivate var json: JSONValue {
    [
      "notice_ms": .span(notice),
      "single_ms": single.map { .span($0) } ?? .null,
      "at_most": cap.map { cap in
        [
          "amount_ms": .span(cap.amount), "per": .string(cap.per.word),
          "counts": .string(cap.counts.rawValue),
        ]
      } ?? .null,
      "during": during?.json ?? .null,
      "mode": .string(mode.rawValue),
      "recurring": .array(
        recurring.map { work in
          [
            "rule": .string(work.recurrence.rule),
            "from": .string(work.recurrence.from.description),
            "start_minute": .integer(work.start),
            "length_ms": .span(work.length),
          ]
        }
      ),
    ]
  }
}

extension DeclarationClause {
  fileprivate var json: JSONValue {
    func names(_ authors: Set<Annotation.Author>) -> JSONValue {
      .array(Annotation.Author.allCases.filter(authors.contains).map { .string($0.word) })
    }
    return [
      "declared_by": names(declaredBy), "accepted_by": names(acceptedBy),
      "mode": .string(mode.rawValue),
    ]
  }
}

extension CreditClauses {
  fileprivate var json: JSONValue {
    [
      "rules": .array(
        rules.map { rule in
          .object([JSONMember("objective", .string(rule.objective))] + rule.scale.members)
        }
      ),
      "not_with": .array(nonCumulative.map { .array($0.map { .string($0) }) }),
      "cap": ["window_percent": .ratio(windowCap), "year_percent": .ratio(yearCap)],
      "minimum": minimum.map { .string($0.amount) } ?? .null,
      "claim_within_ms": claimWithin.map { .span($0) } ?? .null,
    ]
  }
}

extension CreditScale {
  fileprivate var members: [JSONMember] {
    switch self {
    case .tiers(let tiers):
      [
        JSONMember(
          "tiers",
          .array(
            tiers.map { ["below_percent": .ratio($0.below), "credit_percent": .ratio($0.credit)] }
          )
        )
      ]
    case .perTime(let credit):
      [
        JSONMember("per_ms", .span(credit.unit)), JSONMember("credit", credit.amount.json),
        JSONMember("counting", .string(credit.counting.rawValue)),
        JSONMember("beyond", .string(credit.isBeyondTarget ? "target" : "first")),
      ]
    case .perIncident(let amount): [JSONMember("per_incident", amount.json)]
    case .flat(let amount): [JSONMember("flat", amount.json)]
    }
  }
}

extension CreditAmount {
  fileprivate var json: JSONValue {
    switch self {
    case .share(let share): ["percent": .ratio(share)]
    case .money(let money): ["amount": .string(money.amount)]
    }
  }
}
