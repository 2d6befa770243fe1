import Chronology
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import SegmentFormat

/// docs/formats/segment.md shows a segment byte by byte; it is the one that the code writes.
@Suite struct SegmentDocumentTests {
  static let samples = [
    (number: 0, late: 300, outcome: Outcome.up, connect: 310),
    (number: 1, late: 300, outcome: .up, connect: 325),
    (number: 2, late: 400, outcome: .down, connect: 290),
    (number: 4, late: 300, outcome: .up, connect: 312),
  ].map { number, late, outcome, connect in
    let due = Instant(seconds: 1_773_446_400 + 10 * Int64(number))
    return Sample(
      series: SeriesID(number: 2),
      due: due,
      start: due + .microseconds(Int64(late)),
      outcome: outcome,
      cause: outcome == .down ? .connectRefused : nil,
      phases: Phases(connect: UInt32(connect)),
      address: NetworkAddress(bytes: [192, 0, 2, 1])
    )
  }

  private func dump(_ bytes: [UInt8]) -> String {
    func hexadecimal(_ value: Int, _ width: Int) -> String {
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return stride(from: 0, to: bytes.count, by: 16).map { start in
      let line = bytes[start..<min(start + 16, bytes.count)].map { hexadecimal(Int($0), 2) }
      return "\(hexadecimal(start, 4))  \(line.joined(separator: " "))\n"
    }.joined()
  }

  @Test func `the worked example is what the code writes`() throws {
    let parts = [BlockPart(file: 3, count: 3), BlockPart(file: 4, count: 1)]
    let bytes = try SegmentBytes.write([EncodedBlock(Self.samples, parts: parts)])
    let example = dump(bytes)
    let document = try RepositoryFile.text("docs/formats/segment.md")
    #expect(document.contains(example), "the example should be:\n\(example)")
    #expect(try SegmentBytes.read(bytes) == [Self.samples])
  }

  /// The page's second example: a log-linear sequence, bit by bit.
  @Test func `the example of a log-linear sequence is what the code writes`() throws {
    let values = [300, 310, 0, 300, 320, 300, 1_000, 310].map { Int64($0) }
    let frames = Frames(of: values, shift: 13, unit: 10)
    #expect(frames.codes(of: values) == [1, 2, 0, 1, 3, 1, 71, 2])
    var sink = ByteSink()
    sink.byte(ColumnCodec.logLinear.rawValue)
    frames.encode(into: &sink)
    LogLinearCodec.encode(frames.codes(of: values), k: 1, into: &sink)
    let example = dump(sink.bytes)
    let document = try RepositoryFile.text("docs/formats/segment.md")
    #expect(document.contains(example), "the example should be:\n\(example)")
  }
}
