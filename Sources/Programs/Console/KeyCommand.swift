import Archive
import ArgumentParser
import ConfigFile
import Posix
import Proving
import Recording
import Storage

/// `constat key`: the keys that sign a store's checkpoints.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Show or change the key that signs the record.",
    subcommands: [Show.self, Rotate.self, AcceptOlder.self]
  )
}

extension KeyCommand {
  /// `constat key show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show by which keys the record is signed.",
      discussion: """
        A line for each key of the store, the first one first: what the other party verifies by. The \
        ledger says since when each holds, and that the one before signed it: see constat verify.
        """
    )

    @OptionGroup var locations: Locations

    func run() throws {
      let keys = try StoreKeys(locations.load())
      if keys.verifiers.isEmpty { Terminal.say("nothing is signed yet") }
      for (number, key) in keys.verifiers.enumerated() {
        let isLast = number == keys.verifiers.count - 1
        Terminal.say("\(key)\(isLast ? "  signs now" : "")")
      }
      if let next = try keys.successor() {
        Terminal.say("\(next)  follows when constatd seals next")
      }
    }
  }

  /// `constat key rotate`.
  struct Rotate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rotate",
      abstract: "Make a new key, which the old one signs.",
      discussion: """
        Puts a new key beside the old one. When constatd seals next (within the hour, at its stop or \
        after its next start) it announces the new key in the ledger, signed by the old one, and puts \
        the new file into the old one's place. Run it as the user that constatd runs as.
        """
    )

    @OptionGroup var locations: Locations

    func run() throws {
      let keys = try StoreKeys(locations.load())
      if let next = try keys.successor() {
        Terminal.say("a new key is ready already: \(next)\n\(Rotate.advice)")
        return
      }
      let next: VerifierKey = try KeyCommand.told { () throws(ArchiveError) in
        try keys.prepareSuccessor()
      }
      Terminal.say("the new key is ready: \(next)\n\(Rotate.advice)")
    }

    private static let advice = """
      It signs when constatd has sealed next. Then give the other party the store's file `keys`, and \
      keep a copy of the new key, not beside the store's.
      """
  }

  /// The result, or why there is none.
  static func told<Value>(
    _ body: () throws(ArchiveError) -> Value
  ) throws -> Value {
    do throws(ArchiveError) {
      return try body()
    } catch {
      throw ExitCode.because("\(error)", .cannotCreate)
    }
  }
}

/// A store's keys as far as they are on this machine.
private struct StoreKeys {
  let verifiers: [VerifierKey]
  private let source: SealKeySource
  private let origin: String
  /// The number of the user who owns the store.
  private let owner: UInt32

  /// Reads a store's `keys`.
  init(_ configuration: Configuration) throws {
    let disk: PosixDisk
    do throws(StoreError) {
      disk = try PosixDisk.reading(configuration.store)
      origin = CheckpointSigner.origin(of: try disk.identity())
      owner = try PosixDisk.owner(of: configuration.store)
    } catch {
      throw ExitCode.because(error)
    }
    verifiers = try KeyCommand.told { () throws(ArchiveError) in try KeyFile.read(disk) }
    source = StoreKey.source(at: configuration.sealKey, beside: configuration.store)
  }

  /// The key that is to follow; nil if there is none, or none that this user may read.
  func successor() throws -> VerifierKey? {
    try KeyCommand.told { () throws(ArchiveError) -> VerifierKey? in
      do throws(ArchiveError) {
        guard let key = try source.successor() else { return nil }
        return try CheckpointSigner(key, origin: origin).verifier
      } catch {
        if case .failed(_, .noAccess) = error { return nil }
        throw error
      }
    }
  }

  /// Makes the key that is to follow.
  func prepareSuccessor() throws(ArchiveError) -> VerifierKey {
    try source.prepareSuccessor(
      signing: verifiers.last,
      origin: origin,
      storeOwner: owner
    )
  }
}
