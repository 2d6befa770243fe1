extension CommitGroup {
  /// Reads a whole group.
  ///
  /// - Parameters:
  ///   - bytes: The group begins at `offset`; more may follow it.
  ///   - file: The file's identity: 16 bytes.
  ///   - alignment: The file's.
  package init(
    decoding bytes: [UInt8],
    at offset: Int = 0,
    file: [UInt8],
    alignment: Int = LogFileHeader.alignment
  ) throws(FormatError) {
    let header = try CommitGroupHeader(
      decoding: bytes,
      at: offset,
      file: file,
      alignment: alignment
    )
    if bytes.count - offset < header.groupLength { throw .truncated }
    let start = offset + CommitGroup.headerLength
    let end = start + header.payloadLength
    var checksum = CRC32C()
    checksum.add(bytes, offset..<end)
    var last = ByteCursor(bytes, end..<end + 4)
    if try last.integer(UInt32.self) != checksum.value { throw .checksum("group") }
    for index in end + 4..<offset + header.groupLength where bytes[index] != 0 {
      throw .malformed("padding")
    }
    self.init(sequence: header.sequence, time: header.time, flags: header.flags, records: [])
    records.reserveCapacity(min(Int(header.recordCount), header.payloadLength / 2))
    var cursor = ByteCursor(bytes, start..<end)
    var samples = SampleDecoder(base: header.time)
    for _ in 0..<header.recordCount {
      let record = try Record.decode(from: &cursor, using: &samples)
      if flags.contains(.repetition), !record.isRepeated { throw .malformed("repetition") }
      records.append(record)
    }
    if !cursor.isAtEnd { throw .malformed("record count") }
  }
}

extension Record {
  /// Whether a repetition may hold it: what is known already.
  ///
  /// All else counts only where it was committed, and is sealed from there.
  fileprivate var isRepeated: Bool {
    switch self {
    case .vantage, .series, .unknown: true
    default: false
    }
  }
}
