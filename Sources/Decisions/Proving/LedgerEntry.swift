package import Chronology
package import StoreFormat

/// One record of the ledger with the commit that made it durable.
///
/// Its bytes are kept as they are: what an entry's record says is read by who needs it, and an entry
/// of a kind that this code doesn't know has its place in the tree all the same.
///
/// Format: docs/formats/proof.md, "The ledger".
package struct LedgerEntry: Hashable, Sendable {
  /// How many bytes an entry has at most: a group's records and what stands before one.
  package static let lengthLimit = 16 + CommitGroup.payloadLimit

  /// The number of the record's commit.
  package let commit: UInt64
  /// When that commit was put together.
  package let time: Instant
  /// The record as in the log: kind, length and body.
  package let recordBytes: [UInt8]

  /// An entry of a record.
  ///
  /// - Precondition: The record is no sample, the commit's number less than 2^63.
  package init(commit: UInt64, time: Instant, record: Record) {
    precondition(commit <= UInt64(Int64.max), "a commit's number has 63 bits")
    self.commit = commit
    self.time = Instant(nanoseconds: min(max(time.nanoseconds, 0), 1 << 62 - 1))
    recordBytes = record.encoded()
  }

  /// The bytes that are hashed.
  package var bytes: [UInt8] {
    var sink = ByteSink()
    sink.integer(commit)
    sink.integer(time.nanoseconds)
    sink.raw(recordBytes)
    return sink.bytes
  }

  /// Reads an entry, but not what its record says.
  package init(decoding bytes: [UInt8]) throws(FormatError) {
    if bytes.count > LedgerEntry.lengthLimit { throw .malformed("entry length") }
    var cursor = ByteCursor(bytes)
    commit = try cursor.integer()
    let nanoseconds = try cursor.integer(Int64.self)
    if commit > UInt64(Int64.max) { throw .malformed("commit") }
    if !(0..<1 << 62).contains(nanoseconds) { throw .malformed("instant") }
    time = Instant(nanoseconds: nanoseconds)
    recordBytes = try ByteCursor(bytes, cursor.position..<bytes.count).rest()
    _ = try cursor.byte()
    if try cursor.varint() != UInt64(cursor.remaining) { throw .malformed("record length") }
  }

  /// The first byte of the record.
  package var kind: UInt8 { recordBytes[0] }

  /// What the record says; nil if it is of an unknown kind that may be passed over.
  package func record() throws(FormatError) -> Record? {
    try Record.decoded(recordBytes)
  }

  /// The entry's leaf in the ledger's tree.
  package func leaf<Digest: DigestFunction & ~Copyable>(
    using hasher: inout TreeHasher<Digest>
  ) -> Hash {
    hasher.leaf(bytes)
  }
}

extension ByteCursor {
  /// All bytes that are left.
  fileprivate func rest() throws(FormatError) -> [UInt8] {
    var copy = self
    return try copy.raw(remaining)
  }
}
