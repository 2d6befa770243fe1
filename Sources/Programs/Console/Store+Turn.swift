import Archive
import ArgumentParser
import Execution
import Posix
import Recording
import Replaying
import Storage
import StoreFormat

extension Store {
  /// How often a command finds that a daemon has gone that it has asked, and tries by itself.
  private static let turns = 4

  /// Opens a store for one thing; where a daemon has it, that is asked instead, and answers.
  ///
  /// Commands that do the same take turns. A request that a daemon has left behind when it ended is taken
  /// back, and the store opened after all.
  ///
  /// - Parameter write: Writes the request.
  /// - Returns: nil if the daemon has done it.
  static func inTurn(
    _ path: String,
    _ words: InboxClient.Words,
    _ write: (inout Inbox.Draft) throws(Errno) -> Void
  ) throws -> Store? {
    for turn in 1...turns {
      do {
        let store = try Store.open(
          path,
          isPassing: true,
          sealed: .ledger,
          observer: Store.Observer(committed: { _ in }, besideLoss: { [.event($0.said)] })
        )
        try refuse(store, at: path)
        return store
      } catch let error as StoreError {
        guard case .locked(_, let process) = error else { throw ExitCode.unwritable(error) }
        let client = InboxClient(path, holder: process, words)
        if try client.ask(isLast: turn == turns, write) { return nil }
      }
    }
    preconditionFailure("the last turn answers or throws")
  }

  /// Refuses, as constatd does, a store that isn't the one that was signed.
  private static func refuse(_ store: Store, at path: String) throws {
    do throws(ArchiveError) {
      let identity = store.recovery.store
      let mark = StoreKey.mark(
        of: identity,
        beside: path,
        warn: { Terminal.complain("warning: \($0)") }
      )
      try Sealer.refuse(identity, on: store.disk, unlike: mark)
    } catch {
      on(store) { $0.release() }
      throw ExitCode.because("\(error)", .cannotCreate)
    }
  }
}
