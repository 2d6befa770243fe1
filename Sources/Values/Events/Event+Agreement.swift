package import Agreement
package import Chronology

extension Event {
  /// A revision of an agreement has been taken into the plan for the first time: from now on its text is
  /// on record, by its hash.
  ///
  /// `CONSTAT_TIME` is when it was recorded; when it takes effect stands in a field.
  package static func agreementRecorded(_ agreement: Agreement, at time: Instant) -> Event {
    Event(
      kind: .agreementRecorded,
      key: EventKey(.agreementRecorded, agreement.id, "\(agreement.revision)"),
      time: time,
      detail: "\(agreement.id), revision \(agreement.revision), effective \(agreement.effective),"
        + " SHA-256 \(agreement.sha256)",
      fields: [
        EventField("AGREEMENT", agreement.id),
        EventField("REVISION", agreement.revision),
        EventField("AGREEMENT_SHA256", agreement.sha256),
        EventField("EFFECTIVE", agreement.effective.description),
      ]
    )
  }
}
