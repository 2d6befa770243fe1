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
      "agreements", "claim-reminder",
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
  /// Where a key is known, in words; nil if nowhere.
  static func places(of key: String) -> String? {
    let owners = all.filter { $0.known.contains(key) }.map(\.owner)
    return owners.isEmpty ? nil : owners.joined(separator: " or ")
  }

  /// Every table, so that the documentation can be held against them.
  static let all: [KeyTable] =
    [
      file, retain, defaults, confirm, check, request, expect, degraded,
    ] + ofAgreements
}
