package import Chronology

/// Puts groups together in one buffer that is used again and again.
package struct GroupEncoder: Sendable {
  /// A group is closed when its records have this many bytes: far below the limit, so that the next
  /// record always fits.
  package static let payloadTarget = 256 << 10

  private let file: [UInt8]
  private let alignment: Int
  private var sink = ByteSink()
  private var body = ByteSink()
  private var samples = SampleEncoder()

  /// An encoder for one file.
  ///
  /// - Parameters:
  ///   - file: The file's identity: 16 bytes.
  ///   - alignment: Where groups start, in bytes: another one than the default only to test how old
  ///     files are read.
  package init(file: [UInt8], alignment: Int = LogFileHeader.alignment) {
    precondition(file.count == 16, "16 bytes")
    self.file = file
    self.alignment = alignment
  }

  /// The groups encoded since the last ``removeAll()``, each padded to a whole number of blocks.
  package var bytes: [UInt8] { sink.bytes }

  /// Starts anew, keeping the memory.
  package mutating func removeAll() {
    sink.removeAll()
  }

  /// Encodes a group from the front of `records`.
  ///
  /// - Parameter range: Which records are left to encode; not empty unless the group is a clean
  ///   close.
  /// - Returns: How many records went into it, at least one if there is one.
  package mutating func append(
    _ records: [Record],
    _ range: Range<Int>,
    sequence: UInt64,
    time: Instant,
    flags: CommitGroup.Flags = []
  ) -> Int {
    let start = sink.count
    samples.begin(at: time)
    sink.zeros(CommitGroup.headerLength)
    var count = 0
    for index in range {
      if sink.count - start >= GroupEncoder.payloadTarget { break }
      records[index].encode(into: &sink, using: &body, &samples)
      count += 1
    }
    let payload = sink.count - start - CommitGroup.headerLength
    precondition(payload <= CommitGroup.payloadLimit, "a record is longer than its limit")
    let header = header(
      payload: payload,
      sequence: sequence,
      time: time,
      count: count,
      flags: flags
    )
    sink.overwrite(at: start, with: header)
    var checksum = CRC32C()
    checksum.add(sink.bytes, start..<sink.count)
    sink.integer(checksum.value)
    let length = sink.count - start
    sink.zeros(CommitGroupHeader.aligned(length, to: alignment) - length)
    return count
  }

  private func header(
    payload: Int,
    sequence: UInt64,
    time: Instant,
    count: Int,
    flags: CommitGroup.Flags
  ) -> [UInt8] {
    var header = ByteSink()
    header.raw(CommitGroupHeader.magic)
    header.integer(UInt32(payload))
    header.integer(sequence)
    header.integer(time.recordable)
    header.raw(Array(file.prefix(8)))
    header.integer(UInt32(count))
    header.integer(flags.rawValue)
    header.zeros(6)
    var checksum = CRC32C()
    checksum.add(header.bytes)
    checksum.add(file)
    header.integer(checksum.value)
    return header.bytes
  }
}

extension ByteSink {
  mutating func overwrite(at offset: Int, with value: [UInt8]) {
    for (index, byte) in value.enumerated() { set(byte, at: offset + index) }
  }
}
