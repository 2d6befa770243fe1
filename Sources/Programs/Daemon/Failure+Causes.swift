import Archive
import Pcre2
import Posix
import Probing
import Replaying
import Storage

extension Failure {
  /// The store cannot be opened or read.
  init(_ error: StoreError) {
    self.init(message: error.description, status: error.exitStatus)
  }

  /// The store cannot be sealed.
  init(_ error: ArchiveError) {
    self.init(message: error.description, status: .cannotCreate)
  }

  /// The loops cannot be made.
  init(_ error: ProbingError) {
    self.init(message: error.description, status: .unavailable)
  }

  /// A time zone has no rules.
  init(_ error: ZoneFileError) {
    self.init(message: error.description, status: .unavailable)
  }

  /// A pattern cannot be compiled.
  init(_ error: PatternError) {
    self.init(message: "\(error)", status: .configuration)
  }

  /// The system refuses a thread or a descriptor.
  init(_ error: Errno) {
    self.init(message: "the system refuses what constatd needs: \(error)", status: .unavailable)
  }
}
