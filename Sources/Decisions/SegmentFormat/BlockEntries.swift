import StoreFormat

/// The entries of an index, each read from the index's bytes when it is asked for.
///
/// The segments of a day of 10,000 checks have a quarter of a million of them and more while they are
/// merged: as bytes they take half the memory.
package struct BlockEntries: RandomAccessCollection, Sendable {
  /// All entries, one behind the other.
  let bytes: [UInt8]

  /// The place of the first entry.
  package let startIndex = 0
  /// How many entries there are.
  package let endIndex: Int

  /// The entries in `bytes`, each of which was read before and found good.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    endIndex = bytes.count / BlockEntry.length
  }

  /// The entry at a place.
  package subscript(position: Int) -> BlockEntry {
    let start = position * BlockEntry.length
    var cursor = ByteCursor(bytes, start..<start + BlockEntry.length)
    guard let entry = try? BlockEntry(from: &cursor) else {
      preconditionFailure("an entry that was good can be read again")
    }
    return entry
  }
}
