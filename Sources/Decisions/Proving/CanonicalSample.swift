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
    var place = bytes.count
    // One growth for all of it: there are millions of samples.
    bytes.append(contentsOf: repeatElement(0, count: length))
    var span = bytes.mutableSpan
    put(UInt64(bitPattern: sample.due.canonical), 8, at: &place, in: &span)
    put(UInt64(bitPattern: sample.start.canonical), 8, at: &place, in: &span)
    put(UInt64(sample.phases.resolve), 4, at: &place, in: &span)
    put(UInt64(sample.phases.connect), 4, at: &place, in: &span)
    put(UInt64(sample.phases.secure), 4, at: &place, in: &span)
    put(UInt64(sample.phases.wait), 4, at: &place, in: &span)
    put(UInt64(sample.phases.transfer), 4, at: &place, in: &span)
    put(UInt64(sample.bytes), 4, at: &place, in: &span)
    put(UInt64(sample.status), 2, at: &place, in: &span)
    put(UInt64(address), 2, at: &place, in: &span)
    put(UInt64(sample.flags.rawValue), 2, at: &place, in: &span)
    put(UInt64(sample.outcome.rawValue), 1, at: &place, in: &span)
    put(UInt64(sample.cause?.rawValue ?? 0), 1, at: &place, in: &span)
  }

  /// Writes the low `width` bytes of a number, the lowest first.
  @inline(__always)
  private static func put(
    _ value: UInt64,
    _ width: Int,
    at place: inout Int,
    in span: inout MutableSpan<UInt8>
  ) {
    for index in 0..<width {
      span[place + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index))
    }
    place += width
  }
}

extension Instant {
  /// The nanoseconds that the log holds of it, which are the nearest that a reader takes.
  fileprivate var canonical: Int64 { min(max(nanoseconds, 0), 1 << 62 - 1) }
}
