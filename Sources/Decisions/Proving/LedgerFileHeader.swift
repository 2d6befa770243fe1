package import StoreFormat

/// The beginning of a ledger file.
///
/// It holds the frontier of the tree before it, so that a ledger file proves its root by itself.
///
/// Format: docs/formats/proof.md, "A ledger file".
package struct LedgerFileHeader: Hashable, Sendable {
  static let magic = Array("CNSTLED1".utf8)
  /// The major version that this code writes; it reads no other.
  package static let major: UInt16 = 1
  /// How many bytes there are beside the frontier's.
  static let fixedLength = 108

  /// Which store the file belongs to: 16 bytes.
  package let store: [UInt8]
  /// The first and the last log file whose records it holds.
  package let files: ClosedRange<UInt64>
  /// The SHA-256 of the ledger file before it, as it was when this one was made; zeros if none.
  package let previous: Hash
  /// The tree before the first entry; its size is the first entry's index.
  package let before: Frontier
  /// Whether it has features that a reader may pass over and who goes on with the ledger may not; this
  /// code writes none.
  package private(set) var isReadOnly = false

  /// A header of these parts.
  ///
  /// - Precondition: The store's identity has 16 bytes.
  package init(store: [UInt8], files: ClosedRange<UInt64>, previous: Hash, before: Frontier) {
    precondition(store.count == 16, "16 bytes")
    self.store = store
    self.files = files
    self.previous = previous
    self.before = before
  }

  /// How many bytes it has in the file.
  var length: Int { LedgerFileHeader.fixedLength + Hash.length * before.nodes.count }

  /// The header as it stands in the file.
  func encoded() -> [UInt8] {
    var sink = ByteSink()
    sink.raw(LedgerFileHeader.magic)
    sink.integer(LedgerFileHeader.major)
    sink.integer(UInt16(0))
    sink.integer(UInt32(length))
    for _ in 0..<3 { sink.integer(UInt32(0)) }
    sink.integer(UInt32(before.nodes.count))
    sink.raw(store)
    sink.integer(files.lowerBound)
    sink.integer(files.upperBound)
    sink.integer(before.size)
    sink.hash(previous)
    for node in before.nodes { sink.hash(node) }
    sink.integer(CRC32C.of(sink.bytes))
    return sink.bytes
  }

  /// Reads a header; more may follow it.
  ///
  /// - Throws: `newer` only when the checksum is right.
  package init(decoding bytes: [UInt8]) throws(FormatError) {
    if bytes.count < LedgerFileHeader.fixedLength { throw .truncated }
    var cursor = ByteCursor(bytes)
    if try cursor.raw(8) != LedgerFileHeader.magic { throw .malformed("magic") }
    let major = try cursor.integer(UInt16.self)
    _ = try cursor.integer(UInt16.self)
    let length = Int(try cursor.integer(UInt32.self))
    // Before the checksum nothing is believed but what bounds the reading of it.
    if length < LedgerFileHeader.fixedLength || length > 1 << 16 {
      throw .malformed("header length")
    }
    if bytes.count < length { throw .truncated }
    var checksum = CRC32C()
    checksum.add(bytes, 0..<length - 4)
    var last = ByteCursor(bytes, length - 4..<length)
    if try last.integer(UInt32.self) != checksum.value { throw .checksum("file header") }
    if major != LedgerFileHeader.major { throw .newer("version") }
    // Features that any reader, and any reader but no writer, may pass over.
    _ = try cursor.integer(UInt32.self)
    isReadOnly = try cursor.integer(UInt32.self) != 0
    if try cursor.integer(UInt32.self) != 0 { throw .newer("feature") }
    let count = Int(try cursor.integer(UInt32.self))
    store = try cursor.raw(16)
    let first = try cursor.integer(UInt64.self)
    let final = try cursor.integer(UInt64.self)
    if final < first { throw .malformed("range") }
    files = first...final
    let size = try cursor.integer(UInt64.self)
    previous = try cursor.hash()
    if count != size.nonzeroBitCount || size > 1 << 62 { throw .malformed("tree size") }
    if length != LedgerFileHeader.fixedLength + Hash.length * count {
      throw .malformed("header length")
    }
    var nodes: [Hash] = []
    for _ in 0..<count { nodes.append(try cursor.hash()) }
    guard let before = Frontier(size: size, nodes: nodes) else { throw .malformed("tree size") }
    self.before = before
  }
}
