/// The tables of an agreement's file.
extension KeyTable {
  /// The top of an agreement's file.
  static let agreement = KeyTable(
    owner: "an agreement",
    known: [
      "agreement", "title", "revision", "effective", "until", "on-change", "partial-window",
      "language", "time-zone", "currency", "template", "parties", "responsibilities", "services",
      "objectives",
      "incidents", "exclusions", "credits", "measurement", "reporting",
    ]
  )
  /// `template`.
  static let template = KeyTable(
    owner: "template",
    known: ["name", "source", "dated", "needs-review"]
  )
  /// `parties`.
  static let parties = KeyTable(
    owner: "parties",
    known: ["provider", "customer", "measurer", "arbiter"]
  )
  /// A side of `parties`.
  static let party = KeyTable(owner: "a party", known: ["name", "contact"])
  /// `responsibilities`.
  static let responsibilities = KeyTable(
    owner: "responsibilities",
    known: ["provider", "customer", "third-party"]
  )
  /// One of `services`.
  static let service = KeyTable(
    owner: "a service",
    known: ["description", "available-when", "observations", "hours", "fee"]
  )
  /// `observations` of a service.
  static let observations = KeyTable(owner: "observations", known: ["counts", "durations"])
  /// `hours`, where ranges such as `mon-fri` are known too.
  static let hours = KeyTable(
    owner: "hours",
    known: ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "daily", "holidays"]
  )
  /// `fee`.
  static let fee = KeyTable(owner: "fee", known: ["amount", "per"])
  /// One of `objectives`.
  static let objective = KeyTable(
    owner: "an objective",
    known: ["service", "window", "outage", "unconfirmed", "uncovered", "causes"] + indicators
  )
  /// `causes` of an objective.
  static let causes = KeyTable(owner: "causes", known: ["good", "bad", "void"])
  /// Of which an objective has exactly one.
  static let indicators = [
    "availability", "slots", "slot-mean", "requests", "latency", "correctness", "restore",
    "response", "incidents", "longest-outage", "downtime", "coverage", "longest-gap", "ratio",
    "duration", "certificate-validity", "clock",
  ]
  /// `outage`.
  static let outage = KeyTable(
    owner: "outage",
    known: ["at-least", "more-than", "count", "measure"]
  )
  /// `slots`.
  static let slots = KeyTable(
    owner: "slots",
    known: ["length", "share", "errors", "least", "empty"]
  )
  /// `slot-mean`.
  static let slotMean = KeyTable(owner: "slot-mean", known: ["length", "share", "empty"])
  /// `latency`.
  static let latency = KeyTable(
    owner: "latency",
    known: ["of", "within", "share", "percentile", "at-most", "failures"]
  )
  /// `duration`.
  static let duration = KeyTable(
    owner: "duration",
    known: ["within", "share", "percentile", "at-most"]
  )
  /// `restore` and `response`.
  static let restore = KeyTable(
    owner: "restore or response",
    known: ["within", "share", "clock", "from"]
  )
  /// `incidents` of an objective.
  static let incidentLimit = KeyTable(owner: "incidents", known: ["at-most", "lasting"])
  /// `longest-outage`, `downtime` and `longest-gap`.
  static let timeLimit = KeyTable(owner: "a limit of time", known: ["at-most"])
  /// `certificate-validity`.
  static let certificateValidity = KeyTable(
    owner: "certificate-validity",
    known: ["at-least", "share"]
  )
  /// `clock` of an objective.
  static let clock = KeyTable(owner: "clock", known: ["within", "share"])
  /// `window` as a mapping.
  static let window = KeyTable(owner: "window", known: ["rolling", "billing-month"])
  /// `incidents` of an agreement.
  static let incidentRules = KeyTable(
    owner: "the agreement's incidents",
    known: ["reopen-within", "count-in"]
  )
  /// `exclusions`.
  static let exclusions = KeyTable(
    owner: "exclusions",
    known: ["maintenance", "force-majeure", "customer-fault", "suspension"]
  )
  /// `maintenance`.
  static let maintenance = KeyTable(
    owner: "maintenance",
    known: ["notice", "single", "at-most", "counts", "during", "mode", "recurring"]
  )
  /// One of `recurring`.
  static let recurring = KeyTable(
    owner: "recurring maintenance",
    known: ["rule", "from", "at", "for"]
  )
  /// `force-majeure`, `customer-fault` and `suspension`.
  static let declaration = KeyTable(
    owner: "an exclusion that is declared",
    known: ["declared-by", "accepted-by", "mode"]
  )
  /// `credits`, beside the ids of objectives.
  static let credits = KeyTable(
    owner: "credits",
    known: ["not-with", "cap", "minimum", "claim-within"]
  )
  /// The credit of one objective.
  static let credit = KeyTable(
    owner: "a credit",
    known: ["tiers", "per", "credit", "counting", "beyond", "per-incident", "flat"]
  )
  /// One of `tiers`.
  static let tier = KeyTable(owner: "a tier", known: ["below", "credit"])
  /// `cap`.
  static let cap = KeyTable(owner: "cap", known: ["window", "year"])
  /// `measurement`.
  static let measurement = KeyTable(
    owner: "measurement",
    known: ["unknown", "minimum-coverage", "tie"]
  )
  /// `reporting`.
  static let reporting = KeyTable(
    owner: "reporting",
    known: ["every", "seal-after", "to", "decimals"]
  )

  /// Every table of this file.
  static let ofAgreements: [KeyTable] = [
    agreement, template, parties, party, responsibilities, service, hours, fee, objective, causes,
    outage, slots,
    slotMean, latency, restore, incidentLimit, timeLimit, window, incidentRules, exclusions,
    maintenance, recurring, declaration, credits, credit, tier, cap, measurement, reporting,
    observations, duration, certificateValidity, clock,
  ]
}
