package import Agreement
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
  package static func ofThisMachine(
    store: String? = nil,
    recordedRevisions: @escaping @Sendable (String) -> [RecordedRevision] = { _ in [] }
  ) -> Surroundings {
    Surroundings(
      stateDirectory: Environment.value(of: "STATE_DIRECTORY"),
      store: store,
      hasZone: { name in
        // RFC 9636, section 3.1: a zone's file begins with these letters.
        guard let file = try? FileHandle(opening: "/usr/share/zoneinfo/\(name)", .readOnly),
          let head = try? file.read(4, at: 0)
        else { return false }
        return head == Array("TZif".utf8)
      },
      patternFault: { text in
        do throws(PatternError) {
          _ = try Pattern(text)
          return nil
        } catch {
          return "\(error)"
        }
      },
      recordedRevisions: recordedRevisions
    )
  }
}
