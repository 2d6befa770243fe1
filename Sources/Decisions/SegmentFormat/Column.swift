import Chronology
import Sampling

/// A column of a block: one field of its samples.
///
/// The raw value stands in the block and never changes its meaning. A reader passes over an unknown
/// column from ``ignorable`` on and refuses one below.
///
/// Format: docs/formats/segment.md, "Columns".
enum Column: UInt8, CaseIterable, Sendable {
  /// From the sample before: how much later this one was due, in ns. One less than the samples.
  case due = 1
  /// How long after it was due it started, in ns.
  case lateness = 2
  /// The number of ``Outcome``.
  case outcome = 3
  /// The number of ``Cause``, or 0 for none.
  case cause = 4
  /// The protocol's status.
  case status = 5
  /// The bits of ``SampleFlags``.
  case flags = 6
  /// The place in the block's table of addresses, from 1; 0 for none.
  case address = 7
  /// Bytes of the answer's body.
  case bytes = 8
  /// The phases, in µs.
  case resolve = 9
  /// The TCP handshake.
  case connect = 10
  /// The TLS handshake.
  case secure = 11
  /// From the request to the first byte.
  case wait = 12
  /// From the first byte to the last.
  case transfer = 13

  /// The first number of columns that a reader may pass over.
  static let ignorable: UInt8 = 128

  /// The column of a phase.
  init(_ phase: Phase) {
    switch phase {
    case .resolve: self = .resolve
    case .connect: self = .connect
    case .secure: self = .secure
    case .wait: self = .wait
    case .transfer: self = .transfer
    }
  }
}
