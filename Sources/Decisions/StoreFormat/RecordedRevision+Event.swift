package import Agreement

extension RecordedRevision {
  /// The kind of the events that record revisions.
  package static let eventKind = "agreement.recorded"

  /// What an event records; nil unless it is one of a revision.
  package init?(_ event: RecordedEvent) {
    guard event.kind == RecordedRevision.eventKind,
      let agreement = event.value(of: "AGREEMENT"),
      let revision = event.value(of: "REVISION").flatMap({ Int($0) }),
      let sha256 = event.value(of: "AGREEMENT_SHA256")
    else { return nil }
    self.init(agreement: agreement, revision: revision, sha256: sha256, recorded: event.time)
  }
}

extension RecordedEvent {
  /// The value of the field `name`; nil if there is none.
  package func value(of name: String) -> String? {
    fields.first { $0.name == name }?.value
  }
}
