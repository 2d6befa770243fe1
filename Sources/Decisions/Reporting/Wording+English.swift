import Accounting
import Judging

extension Wording {
  /// The words of a report in English.
  static let english = Wording(
    title: "SERVICE-LEVEL REPORT",
    provider: "Provider",
    customer: "Customer",
    agreement: "Agreement",
    revision: ("revision", "in force since"),
    period: "Period",
    current: "now",
    closed: "closed",
    open: "still open",
    notBegun: "not begun yet: there is nothing to judge",
    until: "to",
    clipped: ("cut off", "all before the agreement is effective,"),
    local: "local time",
    zone: "Time zone",
    rules: "rules of tzdata",
    judged: "Judged until",
    vantage: "Measured from",
    samples: "Samples",
    objectives: "OBJECTIVES",
    promised: [.met: "MET", .missed: "MISSED", .undetermined: "UNDETERMINED"],
    states: [
      .ok: "within its budget", .atRisk: "at risk", .likelyBreached: "likely breached",
      .breached: "breached",
    ],
    reasons: (
      mostly: "three quarters of the budget, or more, are spent",
      gone: "the budget is gone in", ifOpen: "if the incident goes on",
      unlessRenewed: "unless a certificate is renewed",
      estimate: "the estimate exceeds the budget, the proof does not yet",
      proof: "what is proved exceeds the budget",
      failure: "nothing may fail, and a failure is confirmed",
      trend: "at the trend of the last 6 h the budget is gone in"
    ),
    availability: "available",
    share: "answers within",
    total: "in all",
    bounds: ("at worst", "estimate", "at best"),
    down: "down",
    slow: "too slow or failed",
    unknown: "unknown",
    budget: "budget",
    spent: "spent",
    coverage: "coverage",
    time: "time",
    up: "up",
    state: "state now",
    counted: "counted",
    missing: "missing",
    unmeasured: "without a measured time",
    incidents: "INCIDENTS",
    none: "none",
    opened: "opened",
    confirmed: "confirmed",
    resolved: "resolved",
    lasting: "still open",
    failed: "samples",
    stretches: ("stretch", "stretches"),
    onlySums: "only-sums: of a longer time there is more than a report keeps one by one, and this "
      + "period cuts it. Report on a period that holds it whole, such as the month.",
    method: "METHOD",
    noDefinition: "nothing was recorded",
    billing: "per month from day",
    rolling: "over any",
    own: (
      rule: "here the period is judged as one window; breaches are those of its own windows",
      label: "own windows", none: "no breach", one: "breach", many: "breaches",
      earlier: "earlier ones"
    ),
    windows: [
      "year": "per year", "quarter": "per quarter", "month": "per month", "week": "per week",
      "day": "per day",
    ],
    dayUnit: "d",
    decimalSign: ".",
    groupSign: ","
  )
}
