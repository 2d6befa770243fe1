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
    validity: "validity",
    noDefinition: "nothing was recorded",
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
    paragraphs: [
      "Policy constat/1. Time is divided, to the millisecond, into up, down and unknown. A sample "
        + "vouches for the state around it for at most its validity V = max(1.5 × interval, "
        + "interval + timeout); time further from any sample is unknown, and unknown time is "
        + "neither up nor down.",
      "Down, at best: what failed samples prove. Estimate: from half-way before the first failure "
        + "to half-way after the last. At worst: all that lies between the successes around them. "
        + "The percentage at worst counts unknown time as down; the one at best as up; the "
        + "estimate leaves it out.",
      "An objective is met if even the worst reaches the target, missed if even the best doesn't, "
        + "and undetermined otherwise. The comparison is exact, in whole numbers; percentages are "
        + "rounded down for print only.",
      "An incident takes several failures in a row and is dated back to the first; the sums above "
        + "count every failure, confirmed or not. Outages shorter than the time between two "
        + "samples may go unseen.",
    ],
    decimalSign: ".",
    groupSign: ","
  )
}
