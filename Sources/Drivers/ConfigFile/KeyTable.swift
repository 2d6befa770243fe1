/// The keys that a mapping may have.
struct KeyTable: Hashable, Sendable {
  /// What the mapping is: `a check`.
  let owner: String
  /// The keys that are read.
  let known: [String]
  /// The keys that have a meaning but are refused until they are read.
  var later: [String] = []

  /// The top of constatd.yaml.
  static let file = KeyTable(
    owner: "the configuration",
    known: [
      "vantage", "store", "retain", "seal-key", "timestamp", "resolver", "defaults", "checks",
      "agreements",
    ],
    later: ["anchors", "notify"]
  )
  /// `retain`.
  static let retain = KeyTable(owner: "retain", known: ["samples", "hours", "days", "max-size"])
  /// `defaults`.
  static let defaults = KeyTable(
    owner: "defaults",
    known: ["interval", "timeout", "confirm"],
    later: ["burst"]
  )
  /// `confirm`.
  static let confirm = KeyTable(owner: "confirm", known: ["down", "up"])
  /// One of `checks`.
  static let check = KeyTable(
    owner: "a check",
    known: ["http", "tcp", "interval", "timeout", "confirm", "expect", "degraded"],
    later: [
      "steps", "smtp", "dns", "icmp", "addresses", "dialogue", "starttls", "query", "burst",
      "capture",
    ]
  )
  /// `http` with more than an address.
  static let request = KeyTable(owner: "http", known: [], later: ["post", "form"])
  /// `expect`.
  static let expect = KeyTable(
    owner: "expect",
    known: ["status", "header", "body"],
    later: ["json", "certificate", "answer"]
  )
  /// `degraded`.
  static let degraded = KeyTable(
    owner: "degraded",
    known: ["resolve", "connect", "secure", "wait", "transfer", "total"]
  )
  /// The top of an agreement's file.
  static let agreement = KeyTable(
    owner: "an agreement",
    known: [
      "agreement", "title", "revision", "effective", "language", "time-zone", "currency",
      "parties", "services", "objectives",
    ],
    later: ["responsibilities", "exclusions", "credits", "measurement", "reporting"]
  )
  /// `parties`.
  static let parties = KeyTable(owner: "parties", known: ["provider", "customer"])
  /// A side of `parties`.
  static let party = KeyTable(owner: "a party", known: ["name", "contact"])
  /// One of `services`.
  static let service = KeyTable(
    owner: "a service",
    known: ["description", "available-when", "hours"],
    later: ["fee"]
  )
  /// One of `objectives`.
  static let objective = KeyTable(
    owner: "an objective",
    known: ["service", "availability", "latency", "window"],
    later: ["outage", "unconfirmed", "restore", "incidents", "longest-outage"]
  )
  /// `latency`.
  static let latency = KeyTable(
    owner: "latency",
    known: ["of", "within", "share", "failures"],
    later: ["percentile", "at-most"]
  )
  /// `window` as a mapping.
  static let window = KeyTable(owner: "window", known: ["rolling"], later: ["billing-month"])

  /// Where a key is known, in words; nil if nowhere.
  static func places(of key: String) -> String? {
    let owners = all.filter { $0.known.contains(key) }.map(\.owner)
    return owners.isEmpty ? nil : owners.joined(separator: " or ")
  }

  /// Every table, so that the documentation can be held against them.
  static let all: [KeyTable] = [
    file, retain, defaults, confirm, check, request, expect, degraded, agreement, parties, party,
    service, objective, latency, window,
  ]
}
