package import Chronology
package import Sampling
package import StoreFormat

/// Some samples of one series, read from a segment column by column.
///
/// Format: docs/formats/segment.md, "Block".
package struct Block: Sendable {
  /// A block holds at most this many samples.
  package static let sampleLimit = 8192

  private let bytes: [UInt8]
  private let start: Int
  private let header: BlockHeader
  /// What the index says of the starts, if there is an index.
  private let indexed: ClosedRange<Instant>?

  /// Which series all samples belong to.
  package var series: SeriesID { header.series }
  /// How many samples there are: 1 to ``sampleLimit``.
  package var count: Int { header.count }
  /// Which log files the samples came from, in their order.
  package var parts: [BlockPart] { header.parts }
  /// The different addresses of the samples, in the order in which they first appear.
  package var addresses: [NetworkAddress] { header.addresses }
  /// How many bytes the block has.
  package var length: Int { header.blockLength }

  /// Reads the header of a block and nothing else.
  ///
  /// - Parameters:
  ///   - bytes: Exactly the block.
  ///   - entry: What the index says of it, against which everything is held.
  package init(decoding bytes: [UInt8], _ entry: BlockEntry) throws(FormatError) {
    if bytes.count != entry.length { throw .truncated }
    self.bytes = bytes
    start = 0
    indexed = entry.starts
    header = try BlockHeader(decoding: bytes, bytes.indices, entry: entry)
  }

  /// Reads the header of a block in a segment whose index is damaged.
  ///
  /// The first block follows the segment's head, and each other one the one before.
  ///
  /// - Parameter offset: Where the block begins in `bytes`.
  package init(salvaging bytes: [UInt8], at offset: Int) throws(FormatError) {
    guard (0...bytes.count).contains(offset) else { throw .truncated }
    self.bytes = bytes
    start = offset
    indexed = nil
    header = try BlockHeader(decoding: bytes, offset..<bytes.count, entry: nil)
  }

  /// Into which ranges samples of one series are cut: all full but the last.
  package static func ranges(_ count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: sampleLimit).map { $0..<min($0 + sampleLimit, count) }
  }
}

extension Block {
  /// When the samples started.
  package func starts() throws(FormatError) -> [Instant] {
    try instants().map(\.start)
  }

  /// What the samples saw.
  package func outcomes() throws(FormatError) -> [Outcome] {
    try values(.outcome).map(Block.outcome)
  }

  /// How long one phase took, in µs.
  package func microseconds(_ phase: Phase) throws(FormatError) -> [UInt32] {
    try values(Column(phase)).map(Block.number)
  }

  /// How long each attempt took, all its phases together, in µs.
  ///
  /// A phase that no attempt had costs nothing.
  package func durations() throws(FormatError) -> [Int64] {
    var durations = [Int64](repeating: 0, count: count)
    for phase in Phase.allCases {
      let column = Column(phase)
      guard header.columns.contains(where: { $0.column == column.rawValue }) else { continue }
      let values = try values(column)
      for index in durations.indices {
        let number: UInt32 = try Block.number(values[index])
        durations[index] += Int64(number)
      }
    }
    return durations
  }

  /// How long each attempt took, or one phase of it, in µs, as ``Sample/measuredTime(of:)`` has it; nil
  /// unless every sample was available and its time measured.
  package func measuredTimes(of phase: Phase?) throws(FormatError) -> [Int64]? {
    let unmeasured: SampleFlags = phase == nil ? .timeNotMeasured : [.timeNotMeasured, .imported]
    if header.columns.contains(where: { $0.column == Column.flags.rawValue }) {
      for value in try values(.flags) {
        let flags = SampleFlags(rawValue: try Block.number(value))
        if !flags.isDisjoint(with: unmeasured) { return nil }
      }
    }
    for value in try values(.outcome) {
      if try !Block.outcome(value).isAvailable { return nil }
    }
    guard let phase else { return try durations() }
    return try microseconds(phase).map { Int64($0) }
  }

  /// All samples; every checksum of the block is tried.
  package func samples() throws(FormatError) -> [Sample] {
    for entry in header.columns where Column(rawValue: entry.column) == nil {
      try checkColumn(entry)
    }
    let instants = try instants()
    let outcomes = try values(.outcome)
    let causes = try values(.cause)
    let status = try values(.status)
    let flags = try values(.flags)
    let addresses = try values(.address)
    let bytes = try values(.bytes)
    let resolve = try values(.resolve)
    let connect = try values(.connect)
    let secure = try values(.secure)
    let wait = try values(.wait)
    let transfer = try values(.transfer)
    var samples: [Sample] = []
    samples.reserveCapacity(count)
    for index in 0..<count {
      samples.append(
        Sample(
          series: series,
          due: instants[index].due,
          start: instants[index].start,
          outcome: try Block.outcome(outcomes[index]),
          cause: try Block.cause(causes[index]),
          phases: Phases(
            resolve: try Block.number(resolve[index]),
            connect: try Block.number(connect[index]),
            secure: try Block.number(secure[index]),
            wait: try Block.number(wait[index]),
            transfer: try Block.number(transfer[index])
          ),
          status: try Block.number(status[index]),
          address: try address(addresses[index]),
          bytes: try Block.number(bytes[index]),
          flags: SampleFlags(rawValue: try Block.number(flags[index]))
        )
      )
    }
    return samples
  }
}

extension Block {
  private func checkColumn(_ entry: BlockHeader.Entry) throws(FormatError) {
    guard let expected = entry.checksum else { return }
    var checksum = CRC32C()
    checksum.add(bytes, start + entry.range.lowerBound..<start + entry.range.upperBound)
    if checksum.value != expected { throw .checksum("column") }
  }

  /// The numbers of a column: as many as there are samples, for `due` one less.
  private func values(_ column: Column) throws(FormatError) -> [Int64] {
    let count = column == .due ? self.count - 1 : self.count
    guard let entry = header.columns.first(where: { $0.column == column.rawValue }) else {
      return [Int64](repeating: 0, count: count)
    }
    if count == 0 { throw .malformed("column") }
    try checkColumn(entry)
    let range = start + entry.range.lowerBound..<start + entry.range.upperBound
    var cursor = ByteCursor(bytes, range)
    let values = try ColumnCodec.decode(from: &cursor, count: count)
    if !cursor.isAtEnd { throw .malformed("column length") }
    return values
  }

  private func instants() throws(FormatError) -> [(due: Instant, start: Instant)] {
    let steps = try values(.due)
    let lateness = try values(.lateness)
    var instants: [(due: Instant, start: Instant)] = []
    instants.reserveCapacity(count)
    var due = header.firstDue
    var (earliest, latest) = (Int64.max, Int64.min)
    for index in 0..<count {
      if index > 0 { due = try Block.instant(due, steps[index - 1]) }
      let start = try Block.instant(due, lateness[index])
      earliest = min(earliest, start.nanoseconds)
      latest = max(latest, start.nanoseconds)
      instants.append((due, start))
    }
    if let indexed {
      let found = Instant(nanoseconds: earliest)...Instant(nanoseconds: latest)
      if found != indexed { throw .malformed("starts") }
    }
    return instants
  }

  private static func instant(_ from: Instant, _ step: Int64) throws(FormatError) -> Instant {
    let (sum, overflow) = from.nanoseconds.addingReportingOverflow(step)
    if overflow { throw .malformed("instant") }
    return try Instant(recorded: sum)
  }

  private static func outcome(_ value: Int64) throws(FormatError) -> Outcome {
    guard let outcome = Outcome(rawValue: try number(value)) else { throw .malformed("outcome") }
    return outcome
  }

  private static func cause(_ value: Int64) throws(FormatError) -> Cause? {
    if value == 0 { return nil }
    guard let cause = Cause(rawValue: try number(value)) else { throw .malformed("cause") }
    return cause
  }

  private static func number<Value: FixedWidthInteger>(
    _ value: Int64
  ) throws(FormatError) -> Value {
    guard let number = Value(exactly: value) else { throw .malformed("number") }
    return number
  }

  private func address(_ value: Int64) throws(FormatError) -> NetworkAddress? {
    if value == 0 { return nil }
    guard value > 0, value <= addresses.count else { throw .malformed("address number") }
    return addresses[Int(value) - 1]
  }
}
