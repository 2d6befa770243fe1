import Accounting
import Agreement
import Chronology
import Judging
import Sampling

extension Report {
  /// The report as JSON, format `constat.report/1`: the same report always gives the same bytes.
  ///
  /// Times are UTC by RFC 3339, percentages are strings floored to six decimals (null where there
  /// is nothing to judge), keys end in their unit. docs/report.md explains every figure.
  package var json: String {
    let head = [JSONMember("format", "constat.report/1"), JSONMember("policy", "constat/1")]
    let end = seal.map { [JSONMember("seal", $0.json)] } ?? []
    return JSONValue.object(head + members + partMembers + end).page
  }

  /// What is reported, without what the page begins and ends with.
  var members: [JSONMember] {
    [
      JSONMember("agreement", .object(agreementMembers)),
      JSONMember("parties", partiesJSON),
      JSONMember("responsibilities", responsibilitiesJSON),
      JSONMember("services", servicesJSON),
      JSONMember("checks", checksJSON),
      JSONMember("clauses", clausesJSON),
      JSONMember("window", .object(windowMembers)),
      JSONMember("objectives", .array(results.map { .object(self.members(of: $0)) })),
      JSONMember("incidents", .array(incidents.map(\.json))),
      JSONMember("incident_statistics", statisticsJSON),
      JSONMember("exclusions", .array(exclusions.map(\.json))),
      JSONMember("credits", creditsJSON),
      JSONMember("unknown", .array(unknown.map(\.json))),
      JSONMember("evidence", .object(evidence)),
      JSONMember("made", madeJSON),
    ]
  }

  private var agreementMembers: [JSONMember] {
    [
      JSONMember("id", .string(agreement.id)),
      JSONMember("title", .string(agreement.title)),
      JSONMember("revision", .integer(agreement.revision)),
      JSONMember("sha256", .string(agreement.sha256)),
      JSONMember("effective", .string(agreement.effective.description)),
      JSONMember("until", agreement.clauses.until.map { .string($0.description) } ?? .null),
      JSONMember("template", agreement.clauses.template?.json ?? .null),
    ] + recordMembers
  }

  private var evidence: [JSONMember] {
    let members = [
      JSONMember("samples", .integer(samples)), JSONMember("vantage", .string(vantage)),
    ]
    return members + (clock.map { [JSONMember("clock", $0.json)] } ?? [])
  }

  private var windowMembers: [JSONMember] {
    var members = [
      JSONMember("name", .string(name)),
      JSONMember("start", .string(window.start.description)),
      JSONMember("end", .string(window.end.description)),
      JSONMember("clipped", .bool(isClipped)),
      JSONMember("time_zone", .string(agreement.timeZone)),
      JSONMember("tzdata", .string(zoneVersion)),
      JSONMember("begun", .bool(hasBegun)),
      JSONMember("closed", .bool(isClosed)),
      JSONMember("sealed", .bool(seal != nil)),
    ]
    if !isClosed, hasBegun {
      members.append(JSONMember("judged_until", .string(judgedUntil.description)))
    }
    return members
  }

  private func members(of result: ObjectiveResult) -> [JSONMember] {
    let objective = result.objective
    let standing = result.standing
    var members = [
      JSONMember("id", .string(objective.id)),
      JSONMember("service", .string(objective.service)),
      JSONMember("kind", .string(objective.indicator.name)),
      JSONMember("target", .string(objective.goal.number)),
    ]
    if case .latencyShare(let limit) = objective.indicator {
      if limit.isPercentile { members.append(JSONMember("percentile", .string("\(limit.share)"))) }
      members += [
        JSONMember("of", .string(limit.phase?.description ?? "total")),
        JSONMember("within_us", .integer(limit.within.wholeMicroseconds)),
        JSONMember("failures", .string(limit.failures.rawValue)),
      ]
      members += result.percentile?.members ?? []
    }
    members += objective.causeMembers
    if case .certificateValidity(let terms) = objective.indicator {
      members += [
        JSONMember("at_least_ms", .integer(terms.atLeast.wholeMilliseconds)),
        JSONMember("certificates", .array(result.certificates.map(\.json))),
      ]
    }
    if case .clock(let terms) = objective.indicator {
      members.append(JSONMember("within_ms", .span(terms.within)))
    }
    if isCurrent {
      members.append(
        JSONMember(
          "window",
          [
            "name": .string(objective.window.name),
            "start": .string(standing.window.start.description),
            "end": .string(standing.window.end.description),
          ]
        )
      )
    }
    members += [
      JSONMember("verdict", .string(result.verdict.rawValue)),
      JSONMember("proved", .string(standing.proved.rawValue)),
      JSONMember("claimable", .bool(standing.isClaimable)),
    ]
    if !standing.isClosed, hasBegun {
      members += [
        JSONMember("state", .string(result.state.name)),
        JSONMember("state_reason", result.reason.map { .string($0.name) } ?? .null),
        JSONMember("budget_gone", result.exhaustion.map { .string($0.description) } ?? .null),
        JSONMember("budget_gone_by_trend", result.trend.map { .string($0.description) } ?? .null),
      ]
    }
    members += result.own.map { self.members(of: $0, of: result) } ?? []
    let clocks = clocks(of: objective)
    if !clocks.isEmpty { members.append(JSONMember("incidents", .array(clocks.map(\.json)))) }
    return members + figureMembers(of: result)
  }

  /// The bounds, what they are made of, what would hold with everything excluded, and the credit.
  ///
  /// Where too little is known for the estimate to be claimed it is null.
  private func figureMembers(of result: ObjectiveResult) -> [JSONMember] {
    let standing = result.standing
    let unit = result.objective.goal.unit
    let figures = [
      JSONMember("low_\(unit)", .measured(standing.low)),
      JSONMember("estimate_\(unit)", standing.isClaimable ? .measured(standing.estimate) : .null),
      JSONMember("high_\(unit)", .measured(standing.high)),
    ]
    let amounts =
      amounts(of: standing, in: result.objective.indicator.budgetUnit) + result.observedMembers
    return figures + amounts
      + [JSONMember("coverage_percent", .percent(standing.coverage))]
      + (standing.disputed.map { [JSONMember("disputed", $0.json(in: unit))] } ?? [])
      + creditMembers(of: result)
  }

  /// That the period is judged as one window, and the breaches of the windows that are agreed.
  private func members(of own: OwnWindows, of result: ObjectiveResult) -> [JSONMember] {
    let breaches: JSONValue = .array(
      own.breaches?.kept.map { breach -> JSONValue in
        [
          "start": .string(breach.begun.description),
          "end": breach.over.map { .string($0.description) } ?? .null,
        ]
      } ?? []
    )
    let windows: JSONValue = [
      "name": .string(result.objective.window.name),
      "breached": own.breaches.map { .integer($0.count) } ?? .null,
      "breaches": breaches,
    ]
    return [
      JSONMember("judged_as", "one-window"),
      JSONMember("one_window_verdict", .string(result.standing.verdict.rawValue)),
      JSONMember("own_windows", windows),
    ]
  }

  /// What was counted, and the budget in its unit.
  private func amounts(of standing: Standing, in unit: Indicator.BudgetUnit) -> [JSONMember] {
    let budget: JSONValue = [
      "total": .integer(standing.budget.amount), "spent": .integer(standing.spent.estimate),
    ]
    if standing.observed != nil { return [JSONMember("budget_\(unit.rawValue)", budget)] }
    if let latencies = standing.latencies {
      let samples: JSONValue = [
        "valid": .integer(latencies.valid), "good": .integer(latencies.good),
        "bad": .integer(latencies.bad), "missing": .integer(latencies.missing),
        "unmeasured": .integer(latencies.unmeasured),
      ]
      return [JSONMember("samples", samples), JSONMember("budget_samples", budget)]
    }
    let window = JSONMember("window", .integer(standing.window.length.wholeMilliseconds))
    let time = JSONValue.object([window] + standing.time.members)
    return [JSONMember("time_ms", time), JSONMember("budget_\(unit.rawValue)", budget)]
  }

}

extension JSONValue {
  /// The percentage as a string of six decimals, rounded down; null where there is nothing to
  /// judge.
  static func percent(_ share: Share) -> JSONValue {
    share.whole > 0 ? .string(share.percent(decimals: 6)) : .null
  }

  /// A percentage as such a string; milliseconds or a count as a number.
  static func measured(_ measured: Measured) -> JSONValue {
    switch measured {
    case .share(let share): .percent(share)
    case .time(let time): .integer(time.wholeMilliseconds)
    case .count(let count): .integer(count)
    }
  }
}

extension ReportedIncident {
  /// The incident as one object; `resolved` is null while it lasts.
  var json: JSONValue {
    [
      "id": .string(id),
      "service": .string(service),
      "opened": .string(incident.opened.description),
      "confirmed": .string(incident.confirmed.description),
      "resolved": incident.resolved.map { .string($0.description) } ?? .null,
      "down_ms": .integer(downtime.wholeMilliseconds),
      "causes": .object(causes.map { JSONMember($0.name, .integer($0.count)) }),
      "samples": .integer(incident.samples),
    ]
  }
}

extension ReportedUnknown {
  /// The stretch as one object; a sum says besides how many it is of, and how long.
  fileprivate var json: JSONValue {
    let members = [
      JSONMember("start", .string(interval.start.description)),
      JSONMember("end", .string(interval.end.description)),
      JSONMember("cause", .string(cause.description)),
      JSONMember("service", .string(service)),
    ]
    guard isSum else { return .object(members) }
    return .object(
      members + [
        JSONMember("stretches", .integer(count)),
        JSONMember("unknown_ms", .integer(length.wholeMilliseconds)),
      ]
    )
  }
}
