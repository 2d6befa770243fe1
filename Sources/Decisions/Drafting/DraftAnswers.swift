/// What fills the blanks of a template; nil leaves what the template has.
package struct DraftAnswers: Hashable, Sendable {
  /// The id of the agreement; the template's name if nil.
  package var agreement: String?
  /// The local date on which it takes effect, such as `2026-01-01`.
  package var effective: String
  /// The name of who promises.
  package var provider: String?
  /// The name of who is promised.
  package var customer: String
  /// The checks of constatd.yaml that the service rests on; at least one.
  package var checks: [String]
  /// What a month costs; without it the draft has no fee, and credits are shares.
  package var fee: String?
  /// The ISO 4217 code of the money.
  package var currency: String?
  /// The IANA name of the zone of all dates.
  package var timeZone: String?
  /// `en` or `fr`.
  package var language: String?

  /// Answers to what every template asks for.
  package init(effective: String, customer: String, checks: [String]) {
    self.effective = effective
    self.customer = customer
    self.checks = checks
  }

  /// What fills the blank `name`; nil if nothing was answered.
  func answer(to name: Substring) -> String? {
    switch name {
    case "agreement": agreement
    case "effective": effective
    case "provider": provider
    case "customer": customer
    case "any-check": composed("any")
    case "all-checks": composed("all")
    case "fee": fee
    case "currency": currency
    case "time-zone": timeZone
    case "language": language
    default: nil
    }
  }

  private func composed(_ word: String) -> String {
    checks.count == 1 ? checks[0] : "\(word)(\(checks.joined(separator: ", ")))"
  }
}
