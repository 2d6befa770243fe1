import Agreement
import Chronology
import Replaying

extension Recollection {
  /// What the record tells of the revision that `agreement` says it is, if that had another text; said
  /// on standard error too.
  func otherOnRecord(_ agreement: Agreement) -> RecordedRevision? {
    guard let recorded = revisions.of(agreement), recorded.contradicts(agreement) else {
      return nil
    }
    Terminal.complain(
      "warning: revision \(agreement.revision) of '\(agreement.id)' was recorded on"
        + " \(recorded.recorded.rfc3339(decimals: 0)) with SHA-256 \(recorded.sha256.prefix(12))…, and"
        + " the file at hand differs: this report is computed from another text than the recorded one."
        + " Put the earlier text back, or raise 'revision' and give it an 'effective' date in a new file"
    )
    return recorded
  }
}
