package import StoreFormat

/// A part of the ledger: the records of one or more log files that are no samples, in order.
///
/// Format: docs/formats/proof.md, "A ledger file".
package struct LedgerFile: Hashable, Sendable {
  static let footerMagic = Array("CNSTLEDF".utf8)
  /// How many bytes the end of a file has.
  static let footerLength = 64

  /// How the file begins.
  package let header: LedgerFileHeader
  /// In order; the first one's index is the size of the tree before.
  package let entries: [LedgerEntry]
  /// The tree after the last entry.
  package let after: Frontier
  /// The root of that tree.
  package let root: Hash

  init(header: LedgerFileHeader, entries: [LedgerEntry], after: Frontier, root: Hash) {
    self.header = header
    self.entries = entries
    self.after = after
    self.root = root
  }

  /// Reads a whole file, and computes its tree again.
  ///
  /// - Throws: When anything isn't as a writer leaves it: every byte is covered by a checksum.
  package init<Digest: DigestFunction & ~Copyable>(
    decoding bytes: [UInt8],
    using hasher: inout TreeHasher<Digest>
  ) throws(FormatError) {
    header = try LedgerFileHeader(decoding: bytes)
    let end = bytes.count - LedgerFile.footerLength
    if end < header.length { throw .truncated }
    var footer = ByteCursor(bytes, end..<bytes.count)
    if try footer.raw(8) != LedgerFile.footerMagic { throw .truncated }
    var checksum = CRC32C()
    checksum.add(bytes, end..<bytes.count - 4)
    var last = ByteCursor(bytes, bytes.count - 4..<bytes.count)
    if try last.integer(UInt32.self) != checksum.value { throw .checksum("file footer") }
    let count = try footer.integer(UInt64.self)
    let size = try footer.integer(UInt64.self)
    root = try footer.hash()
    var ofHeader = ByteCursor(bytes, header.length - 4..<header.length)
    if try footer.integer(UInt32.self) != ofHeader.integer() { throw .malformed("file footer") }
    var cursor = ByteCursor(bytes, header.length..<end)
    var entries: [LedgerEntry] = []
    var tree = header.before
    while !cursor.isAtEnd {
      let entry = try LedgerFile.entry(from: &cursor, bytes, at: tree.size)
      tree.append(entry.leaf(using: &hasher), using: &hasher)
      entries.append(entry)
    }
    if UInt64(entries.count) != count || tree.size != size { throw .malformed("entry count") }
    if tree.root(using: &hasher) != root { throw .malformed("root") }
    self.entries = entries
    after = tree
  }

  private static func entry(
    from cursor: inout ByteCursor,
    _ bytes: [UInt8],
    at index: UInt64
  ) throws(FormatError) -> LedgerEntry {
    let start = cursor.position
    let length = Int(try cursor.integer(UInt32.self))
    if length > LedgerEntry.lengthLimit { throw .malformed("entry length") }
    let entry = try cursor.raw(length)
    var checksum = CRC32C()
    var place = ByteSink()
    place.integer(index)
    checksum.add(place.bytes)
    checksum.add(bytes, start..<cursor.position)
    if try cursor.integer(UInt32.self) != checksum.value { throw .checksum("ledger entry") }
    return try LedgerEntry(decoding: entry)
  }

  /// Whether this file goes on where `earlier` ends.
  ///
  /// - Parameter hash: The SHA-256 of the earlier file.
  package func follows(_ earlier: LedgerFile, hash: Hash) -> Bool {
    header.store == earlier.header.store && header.before == earlier.after
      && header.previous == hash && header.files.lowerBound > earlier.header.files.upperBound
  }
}

/// Puts a ledger file together.
package struct LedgerFileEncoder: Sendable {
  private let header: LedgerFileHeader
  private var sink = ByteSink()
  private var count: UInt64 = 0
  /// The tree after what was appended so far.
  package private(set) var tree: Frontier

  /// Begins a file.
  package init(_ header: LedgerFileHeader) {
    self.header = header
    tree = header.before
    sink.raw(header.encoded())
  }

  /// Appends an entry.
  ///
  /// - Returns: Its index in the ledger.
  @discardableResult
  package mutating func append<Digest: DigestFunction & ~Copyable>(
    _ entry: LedgerEntry,
    using hasher: inout TreeHasher<Digest>
  ) -> UInt64 {
    let index = tree.size
    let bytes = entry.bytes
    precondition(bytes.count <= LedgerEntry.lengthLimit, "an entry is longer than its limit")
    var frame = ByteSink()
    frame.integer(UInt32(bytes.count))
    frame.raw(bytes)
    var place = ByteSink()
    place.integer(index)
    var checksum = CRC32C()
    checksum.add(place.bytes)
    checksum.add(frame.bytes)
    sink.raw(frame.bytes)
    sink.integer(checksum.value)
    tree.append(hasher.leaf(bytes), using: &hasher)
    count += 1
    return index
  }

  /// Ends the file.
  ///
  /// - Returns: All its bytes.
  package func finish<Digest: DigestFunction & ~Copyable>(
    using hasher: inout TreeHasher<Digest>
  ) -> [UInt8] {
    var sink = sink
    var footer = ByteSink()
    footer.raw(LedgerFile.footerMagic)
    footer.integer(count)
    footer.integer(tree.size)
    footer.hash(tree.root(using: &hasher))
    footer.raw(Array(header.encoded().suffix(4)))
    footer.integer(CRC32C.of(footer.bytes))
    sink.raw(footer.bytes)
    return sink.bytes
  }
}
