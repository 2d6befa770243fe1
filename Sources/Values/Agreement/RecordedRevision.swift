package import Chronology

/// A revision of an agreement as it stands in the record: which text was taken into the plan, and when.
package struct RecordedRevision: Hashable, Sendable {
  /// The agreement's id.
  package let agreement: String
  /// The revision's number.
  package let revision: Int
  /// SHA-256 of its file's bytes, in hexadecimal.
  package let sha256: String
  /// When it was recorded, in log time.
  package let recorded: Instant

  /// A revision that was recorded at `recorded`.
  package init(agreement: String, revision: Int, sha256: String, recorded: Instant) {
    self.agreement = agreement
    self.revision = revision
    self.sha256 = sha256
    self.recorded = recorded
  }

  /// Whether `agreement` is of this id and revision, but has another text.
  package func contradicts(_ agreement: Agreement) -> Bool {
    agreement.id == self.agreement && agreement.revision == revision && agreement.sha256 != sha256
  }
}

extension [RecordedRevision] {
  /// What is on record of the revision that `agreement` says it is; the first counts, should there be
  /// several: a text that came later was never the agreed one.
  package func of(_ agreement: Agreement) -> RecordedRevision? {
    first { $0.agreement == agreement.id && $0.revision == agreement.revision }
  }

  /// What was known of `agreements` at `instant`: without revisions that were recorded later, where one
  /// of the same agreement was on record by then.
  package func known(of agreements: [Agreement], at instant: Instant) -> [Agreement] {
    let told = Set(filter { $0.recorded <= instant }.map(\.agreement))
    return agreements.filter { agreement in
      guard let recorded = of(agreement), told.contains(agreement.id) else { return true }
      return recorded.recorded <= instant
    }
  }

  /// From when on the service `id` of `agreement` has been known as it is: since the first revision was recorded in
  /// which it rests on the same checks; `now` where none is on record.
  ///
  /// A revision of which the text isn't among `agreements` any more is taken to have had it.
  package func known(
    _ id: String,
    of agreement: Agreement,
    among agreements: [Agreement],
    at now: Instant
  ) -> Instant {
    let composition = agreement.service(id)?.composition
    let times = compactMap { recorded -> Instant? in
      guard recorded.agreement == agreement.id else { return nil }
      let text = agreements.first { $0.id == agreement.id && $0.revision == recorded.revision }
      guard let text else { return recorded.recorded }
      return text.service(id)?.composition == composition ? recorded.recorded : nil
    }
    return times.min() ?? now
  }
}
