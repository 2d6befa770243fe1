import Crypto
import Proving
import Storage
import StoreFormat

/// Who signs, and who is to sign next.
struct SealKeys {
  /// Who signs now.
  private(set) var signer: CheckpointSigner
  private let source: SealKeySource?
  private let disk: any Disk

  /// The keys of a store.
  ///
  /// - Parameters:
  ///   - source: Where a successor may be; nil if there never is one.
  ///   - end: Where the ledger ends. What it announces last is in force, whatever became of the files.
  init(
    _ signer: CheckpointSigner,
    _ source: SealKeySource?,
    after end: LedgerEnd,
    on disk: any Disk
  ) throws(ArchiveError) {
    self.signer = signer
    self.source = source
    self.disk = disk
    try catchUp(with: end)
  }

  /// Goes on with the keys that the ledger has announced, whatever became of the files.
  mutating func catchUp(with end: LedgerEnd) throws(ArchiveError) {
    let keys = try KeyFile.read(disk)
    // A crash came between the ledger file that announced the first key and the file that names it.
    if keys.isEmpty, end.announced.contains(signer.verifier.description) { try name() }
    guard let next = try successor() else { return }
    guard keys.last == next.verifier || end.announced.contains(next.verifier.description)
    else { return }
    try follow(next)
  }

  /// Whether the ledger has announced who signs now, and nobody after it.
  var isInForce: Bool {
    get throws(ArchiveError) { try KeyFile.read(disk).last == signer.verifier }
  }

  /// The key that is to follow the one that signs now.
  private func successor() throws(ArchiveError) -> CheckpointSigner? {
    guard let source, let key = try source.successor() else { return nil }
    let next = try CheckpointSigner(key, origin: signer.verifier.name)
    return next.verifier == signer.verifier ? nil : next
  }

  /// What is to be said of keys in the next ledger file: the store's first key announces itself, and
  /// each signs its successor.
  ///
  /// - Parameter end: Where the ledger ends before it.
  /// - Throws: `foreignKey` when the store was signed by another one.
  func announcement(
    in store: [UInt8],
    after end: LedgerEnd
  ) throws(ArchiveError) -> (record: KeyAnnouncement, next: CheckpointSigner?)? {
    let keys = try KeyFile.read(disk)
    guard let last = keys.last else {
      return (try announcement(of: signer.verifier, number: 0, in: store, after: end), nil)
    }
    if last != signer.verifier { throw .foreignKey(last.description) }
    guard let next = try successor() else { return nil }
    if keys.contains(next.verifier) { throw .repeatedKey(next.verifier.description) }
    let record = try announcement(
      of: next.verifier,
      number: UInt32(clamping: keys.count),
      in: store,
      after: end
    )
    return (record, next)
  }

  private func announcement(
    of key: VerifierKey,
    number: UInt32,
    in store: [UInt8],
    after end: LedgerEnd
  ) throws(ArchiveError) -> KeyAnnouncement {
    let statement = KeySuccession.statement(
      store: store,
      number: number,
      predecessor: signer.verifier,
      successor: key,
      size: end.tree.size,
      root: end.root
    )
    return KeyAnnouncement(
      number: number,
      key: key.description,
      size: end.tree.size,
      root: end.root,
      signature: try signer.sign(statement)
    )
  }

  /// Goes on with a key that the ledger has announced.
  mutating func follow(_ next: CheckpointSigner) throws(ArchiveError) {
    let keys = try KeyFile.read(disk)
    if keys.last != next.verifier { try KeyFile.write(keys + [next.verifier], on: disk) }
    signer = next
    source?.promote()
  }

  /// Names the key to those who verify, if it is the store's first one.
  func name() throws(ArchiveError) {
    if try KeyFile.read(disk).isEmpty { try KeyFile.write([signer.verifier], on: disk) }
  }
}
