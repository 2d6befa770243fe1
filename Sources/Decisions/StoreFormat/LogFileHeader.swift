package import Chronology

/// The first 4,096 bytes of a log file.
///
/// Format: docs/formats/log.md, "File header".
package struct LogFileHeader: Hashable, Sendable {
  /// How long a header is, in bytes.
  package static let length = 4096
  /// Groups of new files start at multiples of this, in bytes: one block of the disk, which no later
  /// write touches again.
  package static let alignment = 4096
  /// What files that are read may have: the first ones were aligned to a sector.
  package static let alignments = [512, 4096]
  /// The major version that this code writes; it reads no other.
  package static let major: UInt16 = 1

  /// Which store the file belongs to: 16 random bytes.
  package var store: [UInt8]
  /// Which file it is: 16 random bytes, repeated (by half) in every group.
  package var file: [UInt8]
  /// The number in its name; ascending in time.
  package var number: UInt64
  /// The number of its first commit that isn't a repetition of definitions.
  package var firstCommit: UInt64
  /// The first number that no series of the store has had.
  package var nextSeries: UInt32
  /// Which boot wrote it: 16 bytes of /proc/sys/kernel/random/boot_id.
  package var boot: [UInt8]
  /// When it was made.
  package var created: Instant
  /// The same moment in nanoseconds since the boot.
  package var bootTime: Int64
  /// The `file` of the one before it; zeros for the first.
  package var previous: [UInt8]
  /// Where its groups start: one of ``alignments``.
  package var alignment: Int
  /// Whether it has features that a reader may pass over and who writes or seals may not; this code
  /// writes none.
  package private(set) var isReadOnly = false

  /// A header of these parts.
  ///
  /// - Precondition: The identities have 16 bytes.
  package init(
    store: [UInt8],
    file: [UInt8],
    number: UInt64,
    firstCommit: UInt64,
    nextSeries: UInt32,
    boot: [UInt8],
    created: Instant,
    bootTime: Int64,
    previous: [UInt8],
    alignment: Int = LogFileHeader.alignment
  ) {
    precondition([store, file, boot, previous].allSatisfy { $0.count == 16 }, "16 bytes each")
    self.store = store
    self.file = file
    self.number = number
    self.firstCommit = firstCommit
    self.nextSeries = nextSeries
    self.boot = boot
    self.created = created
    self.bootTime = bootTime
    self.previous = previous
    precondition(LogFileHeader.alignments.contains(alignment), "one of the alignments")
    self.alignment = alignment
  }
}

extension LogFileHeader {
  private static let magic = Array("CNSTLOG1".utf8)

  /// The header as it stands in the file.
  package func encoded() -> [UInt8] {
    var sink = ByteSink()
    sink.raw(LogFileHeader.magic)
    sink.integer(LogFileHeader.major)
    sink.integer(UInt16(0))
    sink.integer(UInt32(LogFileHeader.length))
    for _ in 0..<3 { sink.integer(UInt32(0)) }
    sink.integer(UInt32(alignment))
    sink.raw(store)
    sink.raw(file)
    sink.integer(number)
    sink.integer(firstCommit)
    sink.raw(boot)
    sink.integer(created.recordable)
    sink.integer(bootTime)
    sink.raw(previous)
    sink.integer(nextSeries)
    sink.zeros(LogFileHeader.length - 4 - sink.count)
    sink.integer(CRC32C.of(sink.bytes))
    return sink.bytes
  }

  /// Reads a header.
  ///
  /// - Throws: `newer` when the checksum is right and a feature unknown, so that a damaged header
  ///   is never taken for a newer one.
  package init(decoding bytes: [UInt8]) throws(FormatError) {
    if bytes.count < LogFileHeader.length { throw .truncated }
    var cursor = ByteCursor(bytes, 0..<LogFileHeader.length)
    if try cursor.raw(8) != LogFileHeader.magic { throw .malformed("magic") }
    var checksum = CRC32C()
    checksum.add(bytes, 0..<LogFileHeader.length - 4)
    var last = ByteCursor(bytes, LogFileHeader.length - 4..<LogFileHeader.length)
    if try last.integer(UInt32.self) != checksum.value { throw .checksum("file header") }
    if try cursor.integer(UInt16.self) != LogFileHeader.major { throw .newer("version") }
    _ = try cursor.integer(UInt16.self)
    if try cursor.integer(UInt32.self) != UInt32(LogFileHeader.length) {
      throw .newer("header length")
    }
    // Features that any reader, and any reader but no writer, may pass over.
    _ = try cursor.integer(UInt32.self)
    isReadOnly = try cursor.integer(UInt32.self) != 0
    if try cursor.integer(UInt32.self) != 0 { throw .newer("feature") }
    alignment = Int(try cursor.integer(UInt32.self))
    if !LogFileHeader.alignments.contains(alignment) { throw .newer("alignment") }
    store = try cursor.raw(16)
    file = try cursor.raw(16)
    number = try cursor.integer()
    firstCommit = try cursor.integer()
    boot = try cursor.raw(16)
    created = try Instant(recorded: cursor.integer())
    bootTime = try cursor.integer()
    previous = try cursor.raw(16)
    nextSeries = try cursor.integer()
    if firstCommit == 0 || firstCommit > UInt64(Int64.max) { throw .malformed("first commit") }
  }
}

extension Instant {
  /// The nearest nanoseconds that a reader takes: what is written must never be refused later, as
  /// the whole group would go with it.
  package var recordable: Int64 { min(max(nanoseconds, 0), 1 << 62 - 1) }

  /// An instant from a file: 1970 to 2116, so that arithmetic with it can't overflow.
  package init(recorded nanoseconds: Int64) throws(FormatError) {
    guard (0..<1 << 62).contains(nanoseconds) else { throw .malformed("instant") }
    self.init(nanoseconds: nanoseconds)
  }
}
