import Posix
package import Proving
package import Storage
import StoreFormat

extension Sealer {
  /// What stands at the end of a ledger, as it is signed.
  static func checkpoint(_ end: LedgerEnd, of store: [UInt8]) -> Checkpoint {
    Checkpoint(origin: CheckpointSigner.origin(of: store), size: end.tree.size, root: end.root)
  }

  /// Refuses a ledger that doesn't lead up to what was signed last, as its mark outside the store says:
  /// one that ends before it, or is another one.
  static func compare(
    _ end: LedgerEnd,
    with mark: SignedMark?,
    of store: [UInt8],
    on disk: any Disk
  ) throws(ArchiveError) {
    guard let mark, let known = mark.read() else { return }
    if try leads(end, upTo: known, of: store, on: disk) { return }
    let (size, signed, path) = (end.tree.size, known.size, mark.path)
    if signed >= size { throw .behindMark(entries: size, signed: signed, path: path) }
    throw .exchanged(entries: size, signed: signed, path: path)
  }

  /// Whether a ledger has all that was signed, as it was signed; another store's is no promise of this
  /// one.
  private static func leads(
    _ end: LedgerEnd,
    upTo known: Checkpoint,
    of store: [UInt8],
    on disk: any Disk
  ) throws(ArchiveError) -> Bool {
    let own = checkpoint(end, of: store)
    if known.origin != own.origin || known == own { return true }
    if known.size >= own.size { return false }
    return try root(of: known.size, on: disk) == known.root
  }

  /// The root of the first `size` entries, or nil if there are not so many.
  ///
  /// It is computed from the ledger file in which they end, and what that says of the tree before it. That
  /// all files lead up to each other is computed by `constat verify`.
  private static func root(of size: UInt64, on disk: any Disk) throws(ArchiveError) -> Hash? {
    var hasher = LibraryHasher(try LibraryDigest())
    for span in try listing(disk).ledgers.reversed() {
      let (file, _) = try LedgerEnd.read(span, on: disk, using: &hasher)
      var tree = file.header.before
      if tree.size > size { continue }
      for entry in file.entries.prefix(Int(clamping: size - tree.size)) {
        tree.append(entry.leaf(using: &hasher), using: &hasher)
      }
      return tree.size == size ? tree.root(using: &hasher) : nil
    }
    return size == 0 ? hasher.emptyRoot() : nil
  }

  /// Refuses a store that must not be gone on with, before anything is put on record in it.
  ///
  /// - Throws: `older`, `notSigned`, `behindMark` and `exchanged`; what can't be read keeps nobody from
  ///   recording.
  package static func refuse(
    _ store: [UInt8],
    on disk: any Disk,
    unlike mark: SignedMark
  ) throws(ArchiveError) {
    do throws(ArchiveError) {
      let end = try LedgerEnd(of: try listing(disk), on: disk)
      try compare(end, with: try signed(disk).flatMap { try? Checkpoint($0.text) }, of: store)
      try compare(end, with: mark, of: store, on: disk)
    } catch {
      if error.isOfAnotherRecord { throw error }
    }
  }

  /// Looks whether a store is one that was restored from an older backup, or has another record than the
  /// one that was signed, and may be gone on with if somebody says so.
  ///
  /// - Returns: Where its ledger ends, and what was signed that it doesn't have; nil if nothing was.
  /// - Throws: `older` and `notSigned` where a checkpoint in the store itself says so: then it is no
  ///   whole copy, and can't be gone on with.
  package static func older(
    _ store: [UInt8],
    on disk: any Disk,
    than mark: SignedMark
  ) throws(ArchiveError) -> (end: Checkpoint, signed: Checkpoint)? {
    let end = try LedgerEnd(of: try listing(disk), on: disk)
    let newest = try Sealer.signed(disk).flatMap { try? Checkpoint($0.text) }
    try compare(end, with: newest, of: store)
    guard let known = mark.read() else { return nil }
    if try leads(end, upTo: known, of: store, on: disk) { return nil }
    return (checkpoint(end, of: store), known)
  }
}
