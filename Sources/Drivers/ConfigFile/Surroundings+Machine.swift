package import Agreement
import Chronology
import Pcre2
import Posix

extension Surroundings {
  /// What this machine and this process's environment say.
  ///
  /// Zones are those of /usr/share/zoneinfo, patterns are compiled by PCRE2.
  ///
  /// - Parameters:
  ///   - store: The store of the command line, if it names one.
  ///   - recordedRevisions: Reads what a store's record tells of agreements; by itself nothing is read.
  ///   - recordedAnnotations: Reads what was declared; likewise.
  package static func ofThisMachine(
    store: String? = nil,
    recordedRevisions: @escaping @Sendable (String) -> [RecordedRevision] = { _ in [] },
    recordedAnnotations: @escaping @Sendable (String) -> [RecordedAnnotation] = { _ in [] }
  ) -> Surroundings {
    Surroundings(
      stateDirectory: Environment.value(of: "STATE_DIRECTORY"),
      store: store,
      zone: { name in
        // A zone is known exactly if its rules can be read: RFC 9636.
        guard let file = try? FileHandle(opening: "/usr/share/zoneinfo/\(name)", .readOnly),
          let bytes = try? file.read(ZoneRules.largestFile + 1, at: 0)
        else { return nil }
        return try? ZoneRules(tzif: bytes)
      },
      patternFault: { text in
        do throws(PatternError) {
          _ = try Pattern(text)
          return nil
        } catch {
          return "\(error)"
        }
      },
      recordedRevisions: recordedRevisions,
      recordedAnnotations: recordedAnnotations
    )
  }
}
