import Chronology
package import Sampling
import StoreFormat

/// A block as it goes into a segment, and what the index will say of it.
package struct EncodedBlock: Hashable, Sendable {
  /// The block.
  package let bytes: [UInt8]
  /// Which series all samples belong to.
  let series: SeriesID
  /// How many samples it holds.
  let count: Int
  /// How many of the bytes are the header.
  let headerLength: Int
  /// The header's checksum.
  let checksum: UInt32
  /// The earliest start.
  let firstStart: Instant
  /// The latest start.
  let lastStart: Instant

  /// Writes samples of one series as columns.
  ///
  /// Equal samples and parts give equal bytes. Instants outside 1970 to 2116 are moved to the
  /// nearest that a reader takes, as in the log.
  ///
  /// - Parameters:
  ///   - samples: 1 to ``Block/sampleLimit``, in the order in which they were committed.
  ///   - parts: Which log files they came from; ascending by file, as many as there are samples.
  package init(_ samples: [Sample], parts: [BlockPart]) {
    precondition(
      (1...Block.sampleLimit).contains(samples.count)
        && samples.allSatisfy { $0.series == samples[0].series },
      "a block holds 1 to 8,192 samples of one series"
    )
    precondition(
      parts.allSatisfy { $0.count > 0 } && parts.reduce(0) { $0 + $1.count } == samples.count
        && zip(parts, parts.dropFirst()).allSatisfy { $0.file < $1.file }
        && parts[parts.count - 1].file < 1 << 62,
      "parts ascend by file and hold all samples"
    )
    var addresses = AddressTable()
    let numbers = samples.map { Int64(addresses.number(of: $0.address)) }
    let data = Column.allCases.compactMap { column -> (column: Column, bytes: [UInt8])? in
      let values = column == .address ? numbers : column.values(of: samples)
      return values.allSatisfy { $0 == 0 } ? nil : (column, ColumnCodec.encode(values))
    }
    var header = BlockHeader(
      series: samples[0].series,
      count: samples.count,
      firstDue: samples[0].due,
      parts: parts,
      addresses: addresses.addresses
    )
    bytes = header.encoded(with: data)
    series = header.series
    count = header.count
    headerLength = header.length
    checksum = header.checksum
    let starts = samples.map(\.start.recordable)
    firstStart = Instant(nanoseconds: starts.min() ?? 0)
    lastStart = Instant(nanoseconds: starts.max() ?? 0)
  }
}

extension Column {
  /// The numbers of this column; those of addresses need the block's table.
  fileprivate func values(of samples: [Sample]) -> [Int64] {
    switch self {
    case .due: zip(samples, samples.dropFirst()).map { $1.due.recordable - $0.due.recordable }
    case .lateness: samples.map { $0.start.recordable - $0.due.recordable }
    case .outcome: samples.map { Int64($0.outcome.rawValue) }
    case .cause: samples.map { Int64($0.cause?.rawValue ?? 0) }
    case .status: samples.map { Int64($0.status) }
    case .flags: samples.map { Int64($0.flags.rawValue) }
    case .address: []
    case .bytes: samples.map { Int64($0.bytes) }
    case .resolve: samples.map { Int64($0.phases.resolve) }
    case .connect: samples.map { Int64($0.phases.connect) }
    case .secure: samples.map { Int64($0.phases.secure) }
    case .wait: samples.map { Int64($0.phases.wait) }
    case .transfer: samples.map { Int64($0.phases.transfer) }
    }
  }
}
