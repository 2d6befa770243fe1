package import Agreement
package import Chronology

/// What the files alone don't say: the machine and the command line.
package struct Surroundings: Sendable {
  /// Where the store is if the configuration doesn't say; systemd's `$STATE_DIRECTORY`.
  ///
  /// Of several folders, separated by colons, the first is taken.
  package var stateDirectory: String?

  /// Where the store is whatever the configuration says.
  package var store: String?

  /// The machine's rules of the IANA time zone of this name; nil if it has none that can be read.
  package var zone: @Sendable (String) -> ZoneRules?

  /// Why a pattern can't be compiled; nil if it can.
  package var patternFault: @Sendable (String) -> String?

  /// The revisions of agreements that the record of the store at a path tells of; none where it can't
  /// be read.
  package var recordedRevisions: @Sendable (String) -> [RecordedRevision]

  /// The declarations and words about them that the record of the store at a path tells of; none where it
  /// can't be read.
  package var recordedAnnotations: @Sendable (String) -> [RecordedAnnotation]

  /// The first folder of ``stateDirectory``; nil if it names none.
  package var stateFolder: String? {
    let first = stateDirectory?.prefix { $0 != ":" } ?? ""
    return first.isEmpty ? nil : String(first)
  }

  /// Keeps all of them.
  package init(
    stateDirectory: String? = nil,
    store: String? = nil,
    zone: @escaping @Sendable (String) -> ZoneRules?,
    patternFault: @escaping @Sendable (String) -> String?,
    recordedRevisions: @escaping @Sendable (String) -> [RecordedRevision] = { _ in [] },
    recordedAnnotations: @escaping @Sendable (String) -> [RecordedAnnotation] = { _ in [] }
  ) {
    self.stateDirectory = stateDirectory
    self.store = store
    self.zone = zone
    self.patternFault = patternFault
    self.recordedRevisions = recordedRevisions
    self.recordedAnnotations = recordedAnnotations
  }
}
