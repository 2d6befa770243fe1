package import Chronology

/// Records that become durable together: all of them or none.
///
/// Format: docs/formats/log.md, "Commit group".
package struct CommitGroup: Hashable, Sendable {
  /// What is special about a group; bits 0 to 7 must be known to a reader.
  package struct Flags: OptionSet, Hashable, Sendable {
    /// The bits as they stand in the file.
    package let rawValue: UInt16

    /// Wraps bits.
    package init(rawValue: UInt16) {
      self.rawValue = rawValue
    }

    /// The last group of a daemon that stopped as asked.
    package static let cleanClose = Flags(rawValue: 1 << 0)
    /// Repeats what is known already, so that the file can be read without those before it.
    package static let repetition = Flags(rawValue: 1 << 1)
    /// Written by one write together with the group before it.
    package static let continuation = Flags(rawValue: 1 << 2)
  }

  /// How many bytes of records a group has at most.
  package static let payloadLimit = 1 << 20
  /// How many bytes stand before the records.
  package static let headerLength = 48

  /// Ascending by one; a repetition has the number before its file's first.
  package var sequence: UInt64
  /// When it was put together.
  package var time: Instant
  /// What is special about it.
  package var flags: Flags
  /// In the order in which they were appended.
  package var records: [Record]

  /// A group of these parts.
  package init(sequence: UInt64, time: Instant, flags: Flags = [], records: [Record]) {
    self.sequence = sequence
    self.time = time
    self.flags = flags
    self.records = records
  }
}

/// The 48 bytes before a group's records, which tell how long the group is.
package struct CommitGroupHeader: Hashable, Sendable {
  static let magic = Array("CMIT".utf8)

  /// Bytes of records.
  package let payloadLength: Int
  /// The group's number.
  package let sequence: UInt64
  /// When it was put together.
  package let time: Instant
  /// How many records follow.
  package let recordCount: UInt32
  /// What is special about the group.
  package let flags: CommitGroup.Flags
  /// Where groups of its file start, in bytes.
  let alignment: Int

  /// How long the group is in the file, with its padding, in bytes.
  package var groupLength: Int {
    CommitGroupHeader.aligned(CommitGroup.headerLength + payloadLength + 4, to: alignment)
  }

  /// The next multiple of an alignment.
  static func aligned(_ length: Int, to alignment: Int) -> Int {
    (length + alignment - 1) / alignment * alignment
  }

  /// Reads a header at an offset, and trusts nothing in it before its checksum.
  ///
  /// - Parameters:
  ///   - file: The file's identity: 16 bytes. A group of another file isn't taken.
  ///   - alignment: The file's.
  package init(
    decoding bytes: [UInt8],
    at offset: Int = 0,
    file: [UInt8],
    alignment: Int = LogFileHeader.alignment
  ) throws(FormatError) {
    self.alignment = alignment
    if bytes.count - offset < CommitGroup.headerLength { throw .truncated }
    var cursor = ByteCursor(bytes, offset..<offset + CommitGroup.headerLength)
    if try cursor.raw(4) != CommitGroupHeader.magic { throw .malformed("magic") }
    var checksum = CRC32C()
    checksum.add(bytes, offset..<offset + 44)
    checksum.add(file)
    var last = ByteCursor(bytes, offset + 44..<offset + 48)
    if try last.integer(UInt32.self) != checksum.value { throw .checksum("group header") }
    payloadLength = Int(try cursor.integer(UInt32.self))
    sequence = try cursor.integer()
    time = try Instant(recorded: cursor.integer())
    if try cursor.raw(8) != Array(file.prefix(8)) { throw .malformed("file identity") }
    recordCount = try cursor.integer()
    flags = CommitGroup.Flags(rawValue: try cursor.integer())
    if payloadLength > CommitGroup.payloadLimit { throw .malformed("payload length") }
    if sequence > UInt64(Int64.max) { throw .malformed("sequence") }
    if flags.rawValue & 0xF8 != 0 { throw .newer("group flag") }
  }
}
