import Agreement
import Chronology

extension Report {
  /// That the record has another text of the revision: a label and a sentence; nil if it hasn't.
  var recordRow: (label: String, value: String)? {
    guard let recorded = otherOnRecord else { return nil }
    let time = recorded.recorded.rfc3339(decimals: 0)
    switch language {
    case .english:
      return (
        "on record",
        "another text: revision \(recorded.revision) was recorded on \(time) with SHA-256"
          + " \(recorded.sha256)"
      )
    case .french:
      return (
        "consigné",
        "un autre texte\u{A0}: la révision \(recorded.revision) a été consignée le \(time) avec le"
          + " SHA-256 \(recorded.sha256)"
      )
    }
  }

  /// The agreement's members that say it in JSON; none if the text is the recorded one, or none was.
  var recordMembers: [JSONMember] {
    guard let recorded = otherOnRecord else { return [] }
    return [
      JSONMember(
        "on_record",
        [
          "sha256": .string(recorded.sha256),
          "recorded": .string(recorded.recorded.description),
        ]
      )
    ]
  }
}
