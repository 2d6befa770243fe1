package import Chronology

/// A part of an attempt, in the order in which they follow each other.
package enum Phase: UInt8, CaseIterable, Hashable, Sendable, CustomStringConvertible {
  /// From the start until an address is known.
  case resolve
  /// The TCP handshake.
  case connect
  /// The TLS handshake.
  case secure
  /// From the request until the answer's first byte.
  case wait
  /// From the answer's first byte to its last.
  case transfer

  /// The phase's name, as configuration and reports write it.
  package var description: String {
    switch self {
    case .resolve: "resolve"
    case .connect: "connect"
    case .secure: "secure"
    case .wait: "wait"
    case .transfer: "transfer"
    }
  }
}

/// How long each phase of one attempt took, in whole microseconds up to about 71 minutes.
///
/// A phase that was not reached is zero; the one in which an attempt timed out keeps its time.
package struct Phases: Hashable, Sendable {
  /// From the start until an address is known, in µs.
  package var resolve: UInt32
  /// The TCP handshake, in µs.
  package var connect: UInt32
  /// The TLS handshake, in µs.
  package var secure: UInt32
  /// From the request until the answer's first byte, in µs.
  package var wait: UInt32
  /// From the answer's first byte to its last, in µs.
  package var transfer: UInt32

  /// The phases given, in µs; zero by default.
  package init(
    resolve: UInt32 = 0,
    connect: UInt32 = 0,
    secure: UInt32 = 0,
    wait: UInt32 = 0,
    transfer: UInt32 = 0
  ) {
    self.resolve = resolve
    self.connect = connect
    self.secure = secure
    self.wait = wait
    self.transfer = transfer
  }

  /// The length of `phase`.
  package subscript(phase: Phase) -> TimeAmount {
    .microseconds(Int64(microseconds(phase)))
  }

  /// The length of `phase` in µs.
  package func microseconds(_ phase: Phase) -> UInt32 {
    switch phase {
    case .resolve: resolve
    case .connect: connect
    case .secure: secure
    case .wait: wait
    case .transfer: transfer
    }
  }

  /// The sum of the phases in µs.
  package var totalMicroseconds: Int64 {
    Int64(resolve) + Int64(connect) + Int64(secure) + Int64(wait) + Int64(transfer)
  }

  /// The sum of the phases: how long the attempt took.
  package var total: TimeAmount { .microseconds(totalMicroseconds) }
}
