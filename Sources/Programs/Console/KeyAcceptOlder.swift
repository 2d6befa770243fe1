import Archive
import ArgumentParser
import Chronology
import ConfigFile
import Events
import Execution
import Posix
import Proving
import Recording
import Replaying
import Sampling
import Storage
import StoreFormat

extension KeyCommand {
  /// `constat key accept-older`.
  struct AcceptOlder: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "accept-older",
      abstract: "Go on with a store that was restored from an older backup.",
      discussion: """
        What was signed last is kept outside the store. If the store has less than that, constatd \
        refuses to start. Where no newer backup can be had, this says that the older store is to be gone \
        on with, and puts on record how much was signed before. The other party may hold a checkpoint of \
        what is gone: tell them. constatd must be stopped.
        """
    )

    @OptionGroup var locations: Locations

    func run() throws {
      let configuration = try locations.load()
      guard let older = try find(configuration) else {
        Terminal.say("nothing was signed that this store does not have; nothing is changed")
        return
      }
      let store: Store
      do throws(StoreError) {
        store = try Store.open(
          configuration.store,
          sealed: .ledger,
          observer: Store.Observer(committed: { _ in }, besideLoss: { [.event($0.said)] })
        )
      } catch {
        throw ExitCode.because(error)
      }
      let event = Event.storeReverted(
        at: max(.now, store.recovery.lastTime ?? .now),
        entries: older.end.size,
        signed: older.signed.size,
        root: Hexadecimal.text(older.signed.root.bytes)
      )
      store.append([.event(event.recorded)])
      // On record first: nothing is signed before that says so.
      let isDurable = on(store) { $0.flush() }
      let isKept = isDurable && older.mark.write(older.end)
      guard store.closeSealed(configuration), isDurable else {
        throw ExitCode.because("the store takes nothing: nothing is changed", .inputOutput)
      }
      guard isKept else {
        throw ExitCode.because(
          "it is on record, but what was signed last can't be changed: let constatd's user write"
            + " beside the key, and give the command again",
          .inputOutput
        )
      }
      Terminal.say(
        "on record: constatd goes on behind \(older.end.size) entries, where \(older.signed.size) were"
          + " signed"
      )
    }

    private func find(
      _ configuration: Configuration
    ) throws -> (mark: SignedMark, end: Checkpoint, signed: Checkpoint)? {
      let disk: PosixDisk
      let identity: [UInt8]
      do throws(StoreError) {
        disk = try PosixDisk.reading(configuration.store)
        identity = try disk.identity()
      } catch {
        throw ExitCode.because(error)
      }
      let mark = StoreKey.mark(
        of: identity,
        beside: configuration.store,
        warn: { Terminal.complain("warning: \($0)") }
      )
      return try KeyCommand.told { () throws(ArchiveError) in
        try Sealer.older(identity, on: disk, than: mark).map {
          (mark: mark, end: $0.end, signed: $0.signed)
        }
      }
    }
  }
}
