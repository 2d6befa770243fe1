import Agreement
import Judging
import Sampling
import StoreFormat

// Format: docs/formats/rollup.md, "Detail".

extension ThresholdTally {
  /// Writes the count; those that are not good, and not valid, are few.
  func encode(into sink: inout ByteSink) {
    let phase = threshold.phase.map { $0.rawValue + 1 } ?? 0
    sink.byte(phase | (threshold.failures == .excluded ? 1 << 3 : 0))
    sink.varint(threshold.microseconds)
    sink.varint(UInt64(seen))
    sink.varint(UInt64(seen - valid))
    sink.varint(UInt64(valid - good))
  }

  /// Reads a count of a row with `samples` samples that are not void.
  init(decoding cursor: inout ByteCursor, of samples: Int64) throws(FormatError) {
    let kind = try cursor.byte()
    guard kind >> 4 == 0, kind & 7 <= UInt8(Phase.allCases.count) else {
      throw .malformed("threshold")
    }
    self.init(
      LatencyThreshold(
        phase: kind & 7 == 0 ? nil : Phase(rawValue: kind & 7 - 1),
        microseconds: try cursor.varint(),
        failures: kind & 1 << 3 == 0 ? .bad : .excluded
      )
    )
    seen = Int64(try cursor.varint(as: UInt32.self))
    valid = seen - Int64(try cursor.varint(as: UInt32.self))
    good = valid - Int64(try cursor.varint(as: UInt32.self))
    guard seen <= samples, valid >= 0, good >= 0 else { throw .malformed("threshold's count") }
  }
}
