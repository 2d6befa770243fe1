package import Chronology
package import Sampling
import StoreFormat

/// What a row keeps of its first and of its last sample: as much as a judge needs of them.
package struct SampleEdge: Hashable, Sendable {
  /// When it started.
  package let start: Instant
  /// What was seen.
  package let outcome: Outcome
  /// How long each phase took.
  package let phases: Phases
  /// What else is to be known about it.
  package let flags: SampleFlags

  /// What a row keeps of `sample`.
  package init(_ sample: Sample) {
    start = sample.start
    outcome = sample.outcome
    phases = sample.phases
    flags = sample.flags
  }

  /// When the attempt was over.
  package var end: Instant { start + phases.total }

  /// The sample as far as it is known: due when it started, without status, address and bytes; a
  /// degraded one was slow, and of another one no cause is known.
  package func sample(of series: SeriesID) -> Sample {
    Sample(
      series: series,
      due: start,
      start: start,
      outcome: outcome,
      cause: outcome == .degraded ? .slow : nil,
      phases: phases,
      flags: flags
    )
  }

  /// Writes the edge.
  ///
  /// - Parameter origin: Where the row's period starts, not after the sample.
  func encode(since origin: Instant, into sink: inout ByteSink) {
    sink.varint(UInt64((start - origin).nanoseconds))
    sink.byte(outcome.rawValue)
    for phase in Phase.allCases { sink.varint(UInt64(phases.microseconds(phase))) }
    sink.varint(UInt64(flags.rawValue))
  }

  /// Reads an edge of a row of `period`.
  init(decoding cursor: inout ByteCursor, in period: Interval) throws(FormatError) {
    let offset = try cursor.varint()
    guard offset < UInt64(period.length.nanoseconds) else { throw .malformed("sample's start") }
    start = period.start + TimeAmount(nanoseconds: Int64(offset))
    guard let outcome = Outcome(rawValue: try cursor.byte()) else { throw .malformed("outcome") }
    self.outcome = outcome
    phases = Phases(
      resolve: try cursor.varint(as: UInt32.self),
      connect: try cursor.varint(as: UInt32.self),
      secure: try cursor.varint(as: UInt32.self),
      wait: try cursor.varint(as: UInt32.self),
      transfer: try cursor.varint(as: UInt32.self)
    )
    flags = SampleFlags(rawValue: try cursor.varint(as: UInt16.self))
  }
}
