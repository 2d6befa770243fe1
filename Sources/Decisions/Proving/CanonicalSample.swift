import Chronology
package import Sampling

/// A sample as it is hashed: 48 bytes that depend on nothing but the sample and its block's table of
/// addresses, whatever file it stands in.
///
/// Format: docs/formats/proof.md, "A sample".
package enum CanonicalSample {
  /// How many bytes there are.
  package static let length = 48

  /// Appends a sample.
  ///
  /// - Parameter address: Its number in the block's table, from 1; 0 for none.
  package static func append(_ sample: Sample, address: UInt16, to bytes: inout [UInt8]) {
    append(UInt64(bitPattern: sample.due.canonical), 8, to: &bytes)
    append(UInt64(bitPattern: sample.start.canonical), 8, to: &bytes)
    append(UInt64(sample.phases.resolve), 4, to: &bytes)
    append(UInt64(sample.phases.connect), 4, to: &bytes)
    append(UInt64(sample.phases.secure), 4, to: &bytes)
    append(UInt64(sample.phases.wait), 4, to: &bytes)
    append(UInt64(sample.phases.transfer), 4, to: &bytes)
    append(UInt64(sample.bytes), 4, to: &bytes)
    append(UInt64(sample.status), 2, to: &bytes)
    append(UInt64(address), 2, to: &bytes)
    append(UInt64(sample.flags.rawValue), 2, to: &bytes)
    bytes.append(sample.outcome.rawValue)
    bytes.append(sample.cause?.rawValue ?? 0)
  }

  private static func append(_ value: UInt64, _ width: Int, to bytes: inout [UInt8]) {
    var rest = value
    for _ in 0..<width {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}

extension Instant {
  /// The nanoseconds that the log holds of it, which are the nearest that a reader takes.
  fileprivate var canonical: Int64 { min(max(nanoseconds, 0), 1 << 62 - 1) }
}
