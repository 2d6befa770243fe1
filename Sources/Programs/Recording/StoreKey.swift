package import Archive
import Posix
package import Proving
package import Storage

/// Finds the key that signs a store's checkpoints.
package enum StoreKey {
  /// The name of the credential by which the service manager hands the key over.
  package static let credential = "constat-seal-key"

  /// The signer by the key that is configured, else by the credential, else by the file beside the
  /// store, which is made if it is missing
  /// and nobody has signed the store before.
  ///
  /// - Parameters:
  ///   - path: The file that the configuration names.
  ///   - store: The store's folder.
  ///   - disk: The store, which says whether a key has signed it before: another one is no use to it.
  ///   - warn: Told why there is no key, if none could be made beside the store.
  /// - Returns: nil where there is no key that can be used, which is warned of: what is not signed is
  ///   recorded all the same, and is signed when there is one again.
  package static func signer(
    of identity: [UInt8],
    at path: String?,
    beside store: String,
    on disk: any Disk,
    warn: (String) -> Void
  ) throws(ArchiveError) -> sending CheckpointSigner? {
    let origin = CheckpointSigner.origin(of: identity)
    let configured = path ?? credentialPath()
    warnOfOthers(configured ?? besidePath(store), store, warn)
    do throws(ArchiveError) {
      if let path = configured {
        guard let key = try SealKeyFile.read(path) else { throw .noKey(path) }
        return try CheckpointSigner(key, origin: origin)
      }
      let path = besidePath(store)
      if let key = try SealKeyFile.read(path) { return try CheckpointSigner(key, origin: origin) }
    } catch {
      warn(
        "checkpoints are not signed: \(error). Everything is recorded as before; what is not signed"
          + " then is signed after a start with the key"
      )
      return nil
    }
    return try newSigner(at: besidePath(store), origin, on: disk, warn)
  }

  /// The signer by a key that is made, if nobody has signed the store before.
  private static func newSigner(
    at path: String,
    _ origin: String,
    on disk: any Disk,
    _ warn: (String) -> Void
  ) throws(ArchiveError) -> sending CheckpointSigner? {
    if try !KeyFile.read(disk).isEmpty {
      warn(
        "checkpoints are not signed: this store has a key, and \(path) is missing. Copy the key's"
          + " file to there, or name it by `seal-key`"
      )
      return nil
    }
    do throws(ArchiveError) {
      try SealKeyFile.make(path)
    } catch {
      warn(
        "checkpoints are not signed: \(error). Name a key's file by `seal-key`, or hand it over as"
          + " the credential \(credential)"
      )
      return nil
    }
    guard let key = try SealKeyFile.read(path) else { return nil }
    return try CheckpointSigner(key, origin: origin)
  }

  /// Warns where anybody may read the key, or others write it, or anybody may write into the store.
  ///
  /// Of a credential the bits of the group are the mask of an access list.
  private static func warnOfOthers(_ key: String, _ store: String, _ warn: (String) -> Void) {
    if let file = try? FileHandle(opening: key, [.readOnly, .nonBlocking]),
      let status = try? file.status(), status.permissions & 0o027 != 0
    {
      warn(
        "others may read or change the key \(key), and sign what they like with it: `chmod 600` it,"
          + " and give `constat key rotate`"
      )
    }
    for folder in [store, "\(store)/inbox"] {
      if let status = try? Directory(opening: folder).status(), status.permissions & 0o002 != 0 {
        warn("anybody may write into \(folder): `chmod o-w` it")
      }
    }
  }

  /// Where the key is, and the one that is to follow it.
  ///
  /// - Parameter warn: Told what keeps a new key from the old one's place.
  package static func source(
    at path: String?,
    beside store: String,
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) -> SealKeySource {
    SealKeySource(path ?? credentialPath() ?? besidePath(store), warn: warn)
  }

  /// Where the key is kept if nothing else is said: in a folder beside the store, never in it.
  package static func besidePath(_ store: String) -> String { "\(besideFolder(store))/seal.key" }

  /// The folder beside a store for what must not be in it: its key, and what was signed of it last.
  package static func besideFolder(_ store: String) -> String {
    var folder = store[...]
    while folder.count > 1, folder.hasSuffix("/") { folder = folder.dropLast() }
    return "\(folder)-keys"
  }

  /// What the key on this machine is verified by, and its path; nil if there is none, or it can't be
  /// read, such as by another user than constatd's.
  package static func own(
    of identity: [UInt8],
    at path: String?,
    beside store: String
  ) -> (key: VerifierKey, path: String)? {
    let path = path ?? credentialPath() ?? besidePath(store)
    guard let key = (try? SealKeyFile.read(path)) ?? nil,
      let signer = try? CheckpointSigner(key, origin: CheckpointSigner.origin(of: identity))
    else { return nil }
    return (signer.verifier, path)
  }

  /// What was signed last of a store: in the folder beside it, wherever the key is, which may be where
  /// nobody writes.
  ///
  /// - Parameter warn: Told what keeps it from being kept.
  package static func mark(
    of identity: [UInt8],
    beside store: String,
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) -> SignedMark {
    SignedMark(of: identity, in: besideFolder(store), warn: warn)
  }

  /// The credential's path; nil only if there is none.
  ///
  /// One that can't be opened is no reason to make another key: whoever reads it says why.
  static func credentialPath(
    in folder: String? = Environment.value(of: "CREDENTIALS_DIRECTORY")
  ) -> String? {
    guard let folder else { return nil }
    let path = "\(folder)/\(credential)"
    do throws(Errno) {
      _ = try FileHandle(opening: path, [.readOnly, .nonBlocking])
      return path
    } catch {
      return error == .noSuchFile ? nil : path
    }
  }
}
