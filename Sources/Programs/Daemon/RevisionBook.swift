import Agreement
import Chronology
import Events
import Replaying
import StoreFormat

/// The revisions of agreements that are on record, and those that are put there.
struct RevisionBook: Sendable {
  private var recorded: [RecordedRevision]

  /// What the record tells.
  init(_ recorded: [RecordedRevision]) {
    self.recorded = recorded
  }

  /// What is to be recorded at `now` of `agreements`, which are taken into the plan: those of which
  /// nothing is on record yet.
  mutating func records(of agreements: [Agreement], at now: Instant) -> [Record] {
    let new = agreements.filter { recorded.of($0) == nil }
    recorded += new.map { agreement in
      RecordedRevision(
        agreement: agreement.id,
        revision: agreement.revision,
        sha256: agreement.sha256,
        recorded: now
      )
    }
    return new.map { .event(Event.agreementRecorded($0, at: now).recorded) }
  }

  /// Why `agreements` can't be taken into the plan: the first of which another text is on record; nil if
  /// there is none.
  ///
  /// It also knows what is not durable yet, which nobody reads from the record.
  func contradiction(_ agreements: [Agreement]) -> String? {
    for agreement in agreements {
      guard let before = recorded.of(agreement), before.contradicts(agreement) else { continue }
      return "revision \(agreement.revision) of '\(agreement.id)' was recorded with SHA-256"
        + " \(before.sha256.prefix(12))…; its file differs: put the earlier text back, or raise"
        + " 'revision' and give it an 'effective' date in a new file"
    }
    return nil
  }
}
