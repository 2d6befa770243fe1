package import Agreement
import Chronology

extension ComputedCredit {
  /// The kind of the events that record credits.
  package static let eventKind = "credit.computed"
  /// The kind of the events that say of one that its deadline is near.
  package static let reminderKind = "claim.deadline-near"

  /// What an event records; nil unless it is one of a credit.
  package init?(_ event: RecordedEvent) {
    guard event.kind == ComputedCredit.eventKind,
      let agreement = event.value(of: "AGREEMENT"),
      let revision = event.value(of: "REVISION").flatMap({ Int($0) }),
      let sha256 = event.value(of: "AGREEMENT_SHA256"),
      let period = event.value(of: "PERIOD"),
      let number = event.value(of: "REPORT_REVISION").flatMap({ Int($0) }),
      let name = event.value(of: "WINDOW"),
      let start = event.instant("WINDOW_START"), let end = event.instant("WINDOW_END"),
      start <= end,
      let currency = event.value(of: "CURRENCY").flatMap({ Currency($0) }),
      let claims = Claims(event)
    else { return nil }
    let amount = { (name: String) in event.value(of: name).flatMap { Money($0, currency) } }
    self.init(
      agreement: agreement,
      revision: revision,
      sha256: sha256,
      period: period,
      number: number,
      sealed: event.time,
      name: name,
      window: Interval(start, end),
      currency: currency,
      amounts: Amounts(
        least: amount("LOW_AMOUNT"),
        estimate: amount("ESTIMATE_AMOUNT"),
        most: amount("HIGH_AMOUNT"),
        settled: amount("AMOUNT")
      ),
      isCovered: event.value(of: "CLAIMABLE") == "yes",
      claims: claims
    )
  }
}

extension ComputedCredit.Claims {
  fileprivate init?(_ event: RecordedEvent) {
    guard let start = event.instant("CLAIM_START"), let nextEnd = event.instant("NEXT_WINDOW_END")
    else { return nil }
    let count = event.value(of: "INCIDENT_COUNT").flatMap { Int($0) }
    let names = event.values(of: "INCIDENTS").flatMap { $0.split(separator: " ") }
    self.init(
      start: start,
      deadline: event.instant("CLAIM_DEADLINE"),
      nextEnd: nextEnd,
      incidents: names.map(String.init),
      of: count
    )
  }
}
