package import Chronology

/// How exact the kernel says its civil clock is.
///
/// Source: `adjtimex(2)`. Format: docs/formats/log.md, "Records".
package struct KernelClockState: Hashable, Sendable {
  /// The bits `STA_…`.
  package var status: UInt32
  /// How far the clock can be from UTC at most, in whole µs.
  package var maximumError: TimeAmount
  /// How far it probably is, in whole µs.
  package var estimatedError: TimeAmount
  /// By how many seconds TAI is ahead of UTC; 0 where the kernel was not told.
  package var taiOffset: Int32

  /// A state of these parts; errors below zero are none.
  package init(
    status: UInt32,
    maximumError: TimeAmount,
    estimatedError: TimeAmount,
    taiOffset: Int32
  ) {
    self.status = status
    self.maximumError = max(maximumError, .zero)
    self.estimatedError = max(estimatedError, .zero)
    self.taiOffset = taiOffset
  }
}

extension KernelClockState {
  func encode(into body: inout ByteSink) {
    body.varint(UInt64(status))
    body.varint(UInt64(maximumError.wholeMicroseconds))
    body.varint(UInt64(estimatedError.wholeMicroseconds))
    body.zigzag(Int64(taiOffset))
  }

  init(from body: inout ByteCursor) throws(FormatError) {
    let status = try body.varint(as: UInt32.self)
    let errors = (try body.varint(), try body.varint())
    // A year: what is beyond is no error of a clock, and its nanoseconds would overflow.
    let most = UInt64(TimeAmount.days(366).wholeMicroseconds)
    if errors.0 > most || errors.1 > most { throw .malformed("clock's error") }
    guard let tai = Int32(exactly: try body.zigzag()) else { throw .malformed("TAI offset") }
    self.init(
      status: status,
      maximumError: .microseconds(Int64(errors.0)),
      estimatedError: .microseconds(Int64(errors.1)),
      taiOffset: tai
    )
  }
}
