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

  /// The keys of a store, before ``catchUp(with:)``.
  ///
  /// - Parameter source: Where a successor may be; nil if there never is one.
  init(_ signer: CheckpointSigner, _ source: SealKeySource?, on disk: any Disk) {
    self.signer = signer
    self.source = source
    self.disk = disk
  }

  /// Goes on with the keys that the ledger has announced last, whatever became of the files.
  mutating func catchUp(with end: LedgerEnd) throws(ArchiveError) {
    try restoreNames()
    let keys = try KeyFile.read(disk)
    // A crash came between the ledger file that announced the first key and the file that names it.
    if keys.isEmpty, end.announced.contains(signer.verifier.description) { try name() }
    guard let next = try successor() else { return }
    guard keys.last == next.verifier || end.announced.contains(next.verifier.description)
    else { return }
    try follow(next)
  }

  /// Writes the file `keys` anew where it is lost, or older than the ledger: which key followed which
  /// stands there, and whoever counted anew would break their succession for good.
  private func restoreNames() throws(ArchiveError) {
    let named = try KeyFile.read(disk)
    if named.last == signer.verifier { return }
    let announced = try SealKeys.announced(on: disk)
    if announced.count > named.count, announced.starts(with: named) {
      try KeyFile.write(announced, on: disk)
    }
  }

  /// The keys that the ledger announces, as far as each follows from the one before.
  private static func announced(on disk: any Disk) throws(ArchiveError) -> [VerifierKey] {
    let listing = try Sealer.listing(disk)
    if listing.ledgers.isEmpty { return [] }
    var hasher = LibraryHasher(try LibraryDigest())
    let store = try ArchiveError.identity(of: disk)
    var succession = KeySuccession(store: store, origin: CheckpointSigner.origin(of: store))
    for span in listing.ledgers {
      let (file, _) = try LedgerEnd.read(span, on: disk, using: &hasher)
      for (place, entry) in file.entries.enumerated() {
        guard case .key(let key)? = (try? entry.record()) ?? nil else { continue }
        let index = file.header.before.size + UInt64(place)
        try? succession.take(key, at: index, LibrarySignatures())
      }
    }
    return succession.links.map(\.key)
  }

  /// Whether the ledger has announced who signs now, and nobody after it.
  var isInForce: Bool {
    get throws(ArchiveError) { try KeyFile.read(disk).last == signer.verifier }
  }

  /// The key that is to follow the one that signs now; nil also where it can't be read.
  private func successor() throws(ArchiveError) -> CheckpointSigner? {
    guard let source, let key = source.readableSuccessor() else { return nil }
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
