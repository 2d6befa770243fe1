import Archive
import ArgumentParser
import Chronology
import ConfigFile
import Execution
import Recording
import Replaying
import Storage

extension Store {
  /// Ends what a command has written without a daemon: closes the log, and seals it, so that every byte
  /// of the store is vouched for, before the next writer comes.
  ///
  /// What fails of the sealing is done at the daemon's next start.
  ///
  /// - Returns: Whether everything is durable.
  nonisolated func closeSealed(_ configuration: Configuration) -> Bool {
    guard on(self, { $0.close(keepingLock: true) }) else { return false }
    seal(configuration)
    on(self) { $0.release() }
    return true
  }

  private nonisolated func seal(_ configuration: Configuration) {
    do throws(ArchiveError) {
      let archivist = try Archivist(
        of: recovery.store,
        on: disk,
        signer: try StoreKey.signer(
          of: recovery.store,
          at: configuration.sealKey,
          beside: configuration.store,
          on: disk,
          warn: { Terminal.complain("warning: \($0)") }
        ),
        source: StoreKey.source(
          at: configuration.sealKey,
          beside: configuration.store,
          warn: { Terminal.complain("warning: \($0)") }
        ),
        mark: StoreKey.mark(
          of: recovery.store,
          beside: configuration.store,
          warn: { Terminal.complain("warning: \($0)") }
        ),
        now: { .now },
        observer: Archivist.Observer(
          record: { _ in false },
          told: { outcome in
            guard case .failure(let error) = outcome else { return }
            Terminal.complain("warning: the record is not sealed: \(error)")
          }
        )
      )
      on(archivist) { $0.finish() }
    } catch {
      Terminal.complain("warning: the record is not sealed: \(error)")
    }
  }
}

extension ExitCode {
  /// Says why neither this command nor a daemon writes into the store.
  static func unwritable(_ error: StoreError) -> ExitCode {
    guard case .foreignOwner(let path, let owner, _) = error else { return .because(error) }
    return .because(
      "the store \(path) belongs to user \(owner), and no constatd that could be asked is seen to"
        + " have it: start constatd and, as a member of the store's group, give the same command"
        + " again; or run it as user \(owner)",
      error.exitStatus
    )
  }
}
