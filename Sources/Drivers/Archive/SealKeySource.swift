package import Crypto
import Posix
package import Proving

/// Where the key that signs checkpoints is, and the one that is to follow it.
///
/// The successor stands beside the key, in a file with `.next` behind its name. Who seals announces
/// it in the ledger, signed by the key before, and gives it the key's name then.
package struct SealKeySource: Sendable {
  /// What stands behind the name of a key that is to follow.
  package static let successorEnding = ".next"

  /// The file with the key.
  package let path: String
  /// Told what goes wrong and does not keep anybody from sealing.
  private let warn: @Sendable (String) -> Void
  /// What was warned of already.
  private let warned = Lock<Set<String>>([])

  /// The keys at a path.
  package init(_ path: String, warn: @escaping @Sendable (String) -> Void = { _ in }) {
    self.path = path
    self.warn = warn
  }

  /// The file with the key that is to follow.
  package var successorPath: String { path + SealKeySource.successorEnding }

  /// The key that is to follow; nil if there is none.
  package func successor() throws(ArchiveError) -> SigningKey? {
    try SealKeyFile.read(successorPath)
  }

  /// The key that is to follow, for who signs; nil also where it can't be read.
  ///
  /// That is no reason not to go on with the present one. Somebody is told, of each reason once.
  func readableSuccessor() -> SigningKey? {
    do throws(ArchiveError) {
      return try successor()
    } catch {
      let reason =
        switch error {
        case .key: "it must be 64 hexadecimal digits"
        case .failed(_, let error): "\(error)"
        default: "\(error)"
        }
      if warned.withLock({ $0.insert(reason).inserted }) {
        warn(
          "the key that is to follow, \(successorPath), can't be used (\(reason)): let constatd's user"
            + " own it, or remove it and give `constat key rotate` again as that user. Until then the"
            + " present key signs"
        )
      }
      return nil
    }
  }

  /// Makes the key that is to follow, which only the user who runs this reads.
  ///
  /// - Parameters:
  ///   - last: Who has signed the store so far; nil if nobody has.
  ///   - origin: The log's name.
  ///   - owner: The number of the user who owns the store, and must be able to read it.
  /// - Returns: What its signatures will be verified by.
  /// - Throws: `foreignUser` where somebody else would own the key; `noKey` or `foreignKey` where the
  ///   key at the path is not the one that would sign it; `failed`, also when one is there already.
  package func prepareSuccessor(
    signing last: VerifierKey?,
    origin: String,
    storeOwner owner: UInt32
  ) throws(ArchiveError) -> VerifierKey {
    let user = CurrentProcess.user
    if owner != user { throw .foreignUser(owner: owner, user: user) }
    guard let key = try SealKeyFile.read(path) else { throw .noKey(path) }
    let signer = try CheckpointSigner(key, origin: origin)
    if let last, last != signer.verifier { throw .foreignKey(last.description) }
    try SealKeyFile.make(successorPath)
    guard let next = try successor() else { throw .noKey(successorPath) }
    return try CheckpointSigner(next, origin: origin).verifier
  }

  /// Gives the successor the key's name, which destroys the key.
  ///
  /// Where that can't be, as with a credential, the successor is used from where it is, and somebody
  /// is told.
  func promote() {
    do throws(Errno) {
      try Directory.rename(successorPath, to: path)
    } catch {
      warn(
        "the key \(path) has a successor, and can't be replaced by it (\(error)): put the content of"
          + " \(successorPath) into its place, and remove \(successorPath). Until then that is used"
      )
    }
  }
}
