extension ClauseTraceTests {
  /// One for each key.
  static let changes: [Change] =
    agreements + services + objectives + outside + exclusions + credits + [
      Change(
        "the agreement's incidents",
        "reopen-within",
        "reopen-within: 30m",
        "reopen-within: 31m"
      ),
      Change("the agreement's incidents", "count-in", "count-in: overlap", "count-in: start"),
      Change("measurement", "unknown", "unknown: down", "unknown: up"),
      Change("measurement", "minimum-coverage", "coverage: 99%", "coverage: 98%"),
      Change("measurement", "tie", "tie: customer", "tie: provider"),
      Change("reporting", "every", "every: month", "every: quarter"),
      Change("reporting", "seal-after", "seal-after: 96h", "seal-after: 97h"),
      Change("reporting", "to", "noc@acme.example", "ops@acme.example"),
      Change("reporting", "decimals", "decimals: 3", "decimals: 5"),
    ]

  private static let agreements: [Change] = [
    Change("an agreement", "agreement", "agreement: acme-shop", "agreement: acme-store"),
    Change("an agreement", "title", "Hosting of the shop", "Hosting"),
    Change("an agreement", "revision", "revision: 7", "revision: 8"),
    Change("an agreement", "effective", "effective: 2026-01-01", "effective: 2026-01-02"),
    Change("an agreement", "until", "until: 2027-12-31", "until: 2027-12-30"),
    Change("an agreement", "on-change", "on-change: split", "on-change: next-window"),
    Change("an agreement", "partial-window", "deem-available", "prorate"),
    Change("an agreement", "language", "language: en", "language: fr"),
    Change("an agreement", "time-zone", "Europe/Paris", "Etc/UTC"),
    Change("an agreement", "currency", "currency: EUR", "currency: USD"),
    Change("template", "name", "ovh-kms", "ovh-vmware"),
    Change("template", "source", "sla.example/kms", "sla.example/other"),
    Change("template", "dated", "dated: 2024-03-06", "dated: 2024-03-07"),
    Change("template", "needs-review", "needs-review: true", "needs-review: false"),
    Change("parties", "provider", "provider: {name: ACME}", "provider: {name: Other}"),
    Change("parties", "customer", "customer: {name: Boutique}", "customer: {name: Other}"),
    Change("parties", "measurer", "measurer: {name: Mesure", "measurer: {name: Other"),
    Change("parties", "arbiter", "arbiter: {name: Arbitre}", "arbiter: {name: Other}"),
    Change("a party", "name", "name: Mesure", "name: Other"),
    Change("a party", "contact", "mesure@mesure.example", "other@mesure.example"),
    Change("responsibilities", "provider", "[dns-*, connect-refused]", "[dns-*]"),
    Change("responsibilities", "customer", "[status 401", "[status 403"),
    Change("responsibilities", "third-party", "[tls-*, unreachable]", "[tls-*]"),
  ]

  private static let services: [Change] = [
    Change("a service", "description", "description: Both", "description: All"),
    Change("a service", "available-when", "1 of (database, cache)", "2 of (database, cache)"),
    Change("a service", "hours", "sat: [09:00-12:00, 14:00-18:00]", "sat: 09:00-12:00"),
    Change("a service", "fee", "\n    fee: {amount: 900, per: year}", ""),
    Change("hours", "mon", "mon-fri: 08:00-20:00\n", "mon: 08:00-20:00\n"),
    Change("hours", "tue", "mon-fri: 08:00-20:00\n", "tue: 08:00-20:00\n"),
    Change("hours", "wed", "mon-fri: 08:00-20:00\n", "wed: 08:00-20:00\n"),
    Change("hours", "thu", "mon-fri: 08:00-20:00\n", "thu: 08:00-20:00\n"),
    Change("hours", "fri", "mon-fri: 08:00-20:00\n", "fri: 08:00-20:00\n"),
    Change("hours", "sat", "14:00-18:00", "14:00-17:00"),
    Change("hours", "sun", "sun-mon: 22:00", "sun: 22:00"),
    Change("hours", "daily", "daily: 23:00-00:00", "daily: 22:30-00:00"),
    Change("hours", "holidays", "2026-05-08, 2026-05-01", "2026-05-08"),
    Change("fee", "amount", "amount: 1200.00", "amount: 1300.00"),
    Change("fee", "per", "amount: 900, per: year", "amount: 900, per: quarter"),
  ]

  private static let objectives: [Change] = [
    Change("an objective", "service", "coverage: {service: shop", "coverage: {service: parts"),
    Change("an objective", "window", "'>= 95%'}, window: day", "'>= 95%'}, window: week"),
    Change("an objective", "outage", "outage: {more-than: 3m, count", "outage: {count"),
    Change("an objective", "unconfirmed", "unconfirmed: ignore", "unconfirmed: count"),
    Change("an objective", "causes", "causes: {good: [status 404], ", "causes: {"),
    Change("causes", "good", "good: [status 404], bad:", "good: [status 403], bad:"),
    Change("causes", "bad", "bad: [http-429, tls-*", "bad: [http-5xx, tls-*"),
    Change("causes", "void", "void: [unreachable]}", "void: [connect-refused]}"),
    Change("an objective", "availability", "availability: \">= 99%\"", "availability: \">= 98%\""),
    Change("an objective", "slots", "length: 10m", "length: 15m"),
    Change("an objective", "slot-mean", "slot-mean: {length: 5m", "slot-mean: {length: 10m"),
    Change("an objective", "requests", "requests: \">= 99.9%\"", "requests: \">= 99.8%\""),
    Change("an objective", "latency", "percentile: 99.925", "percentile: 99"),
    Change("an objective", "correctness", "99.99%", "99.98%"),
    Change("an objective", "restore", "restore: {within: 4h", "restore: {within: 5h"),
    Change("an objective", "response", "response: {within: 15m", "response: {within: 16m"),
    Change("an objective", "incidents", "incidents: {at-most: 3", "incidents: {at-most: 4"),
    Change(
      "an objective",
      "longest-outage",
      "longest-outage: {at-most: 30m",
      "longest-outage: {at-most: 31m"
    ),
    Change("an objective", "downtime", "downtime: {at-most: 43m", "downtime: {at-most: 44m"),
    Change("an objective", "coverage", "coverage: \">= 99%\"", "coverage: \">= 98%\""),
    Change("an objective", "longest-gap", "longest-gap: {at-most: 5m", "longest-gap: {at-most: 6m"),
    Change("outage", "at-least", "at-least: 1m", "at-least: 2m"),
    Change("outage", "more-than", "more-than: 3m", "at-least: 3m"),
    Change("outage", "count", "count: outage-minutes", "count: exact"),
    Change("outage", "measure", "measure: whole", "measure: net"),
    Change("slots", "length", "{length: 5m, share", "{length: 6m, share"),
    Change("slots", "share", "share: \">= 99.9%\", errors", "share: \">= 99.8%\", errors"),
    Change("slots", "errors", "> 50%", "> 40%"),
    Change("slots", "least", "least: 10", "least: 11"),
    Change("slots", "empty", "empty: excluded", "empty: unknown"),
    Change("slot-mean", "length", "slot-mean: {length: 5m", "slot-mean: {length: 10m"),
    Change(
      "slot-mean",
      "share",
      "share: \">= 99.9%\", empty: good",
      "share: \">= 99.95%\", empty: good"
    ),
    Change("slot-mean", "empty", "empty: good", "empty: unknown"),
    Change("latency", "of", "of: total", "of: wait"),
    Change("latency", "within", "within: 500ms", "within: 501ms"),
    Change("latency", "share", "share: '>= 95%'", "share: '>= 94%'"),
    Change("latency", "percentile", "percentile: 99.925", "percentile: 99.95"),
    Change("latency", "at-most", "at-most: 1500ms", "at-most: 1501ms"),
    Change("latency", "failures", "failures: excluded", "failures: bad"),
    Change("restore or response", "within", "within: 4h", "within: 3h"),
    Change("restore or response", "share", "share: 95%, clock", "share: 94%, clock"),
    Change(
      "restore or response",
      "clock",
      "clock: {mon-fri: 08:00-20:00}",
      "clock: {mon-fri: 08:00-18:00}"
    ),
    Change("restore or response", "from", "from: ticket", "from: opened"),
    Change("incidents", "at-most", "incidents: {at-most: 3", "incidents: {at-most: 2"),
    Change("incidents", "lasting", "lasting: 5m", "lasting: 6m"),
    Change(
      "a limit of time",
      "at-most",
      "longest-outage: {at-most: 30m",
      "longest-outage: {at-most: 29m"
    ),
    Change("window", "rolling", "rolling: 30d", "rolling: 29d"),
    Change("window", "billing-month", "billing-month: 31", "billing-month: 30"),
  ]

  private static let exclusions: [Change] = [
    Change("exclusions", "maintenance", "notice: 72h", "notice: 73h"),
    Change(
      "exclusions",
      "force-majeure",
      "[provider, customer], accepted-by",
      "[provider], accepted-by"
    ),
    Change(
      "exclusions",
      "customer-fault",
      "accepted-by: [customer], mode: available",
      "mode: available"
    ),
    Change("exclusions", "suspension", "\n  suspension: {declared-by: [provider]}", ""),
    Change("maintenance", "notice", "notice: 72h", "notice: 71h"),
    Change("maintenance", "single", "single: 2h", "single: 3h"),
    Change("maintenance", "at-most", "at-most: 4h per month", "at-most: 4h per quarter"),
    Change("maintenance", "counts", "counts: downtime", "counts: planned"),
    Change("maintenance", "during", "during: {daily: 00:00-06:00}", "during: {daily: 00:00-05:00}"),
    Change("maintenance", "mode", "    mode: available", "    mode: remove"),
    Change(
      "maintenance",
      "recurring",
      "\n      - {rule: FREQ=YEARLY, from: 2026-03-01, at: 23:30, for: 45m}",
      ""
    ),
    Change("recurring maintenance", "rule", "BYDAY=1SU", "BYDAY=2SU"),
    Change("recurring maintenance", "from", "from: 2026-03-01", "from: 2026-04-01"),
    Change("recurring maintenance", "at", "at: 23:30", "at: 23:15"),
    Change("recurring maintenance", "for", "for: 45m", "for: 46m"),
    Change(
      "an exclusion that is declared",
      "declared-by",
      "suspension: {declared-by: [provider]",
      "suspension: {declared-by: [arbiter]"
    ),
    Change("an exclusion that is declared", "accepted-by", "[customer, arbiter]", "[customer]"),
    Change(
      "an exclusion that is declared",
      "mode",
      "[customer], mode: available",
      "[customer], mode: remove"
    ),
  ]

  private static let outside: [Change] = [
    Change("a service", "observations", "counts: first-contact", "counts: second-contact"),
    Change("observations", "counts", "counts: first-contact", "counts: third-contact"),
    Change("observations", "durations", "durations: answer-time", "durations: reply-time"),
    Change("an objective", "ratio", "ratio: \">= 80%\"", "ratio: \">= 81%\""),
    Change("an objective", "uncovered", "uncovered: unknown", "uncovered: ignore"),
    Change("an objective", "duration", "{within: 20s", "{within: 21s"),
    Change("duration", "within", "{within: 20s", "{within: 22s"),
    Change("duration", "share", "20s, share: \">= 80%\"", "20s, share: \">= 82%\""),
    Change("duration", "percentile", "percentile: 95,", "percentile: 96,"),
    Change("duration", "at-most", "at-most: 60s", "at-most: 61s"),
    Change("an objective", "certificate-validity", "at-least: 14d", "at-least: 15d"),
    Change("certificate-validity", "at-least", "at-least: 14d", "at-least: 16d"),
    Change("an objective", "clock", "{within: 100ms", "{within: 200ms"),
    Change("clock", "within", "{within: 100ms", "{within: 300ms"),
    Change("clock", "share", "100ms, share: \">= 99%\"", "100ms, share: \">= 98%\""),
    Change("certificate-validity", "share", "14d, share: \">= 99.9%\"", "14d, share: \">= 99%\""),
  ]

  private static let credits: [Change] = [
    Change("credits", "not-with", "[available, downtime], ", ""),
    Change("credits", "cap", "\n  cap: {window: 100%, year: 30%}", ""),
    Change("credits", "minimum", "minimum: 1.00", "minimum: 2.00"),
    Change("credits", "claim-within", "claim-within: 30d", "claim-within: 31d"),
    Change("a credit", "tiers", "{below: 99%, credit: 25%}, ", ""),
    Change("a credit", "per", "per: 1h", "per: 2h"),
    Change("a credit", "credit", "credit: 50.00", "credit: 51.00"),
    Change("a credit", "counting", "counting: prorata", "counting: complete"),
    Change("a credit", "beyond", "beyond: first", "beyond: target"),
    Change("a credit", "per-incident", "per-incident: 2.5%", "per-incident: 2.6%"),
    Change("a credit", "flat", "flat: 100", "flat: 101"),
    Change("a tier", "below", "below: 95%, credit: 50%", "below: 94%, credit: 50%"),
    Change("a tier", "credit", "credit: 50%", "credit: 51%"),
    Change("cap", "window", "window: 100%", "window: 99%"),
    Change("cap", "year", "year: 30%", "year: 31%"),
  ]
}
