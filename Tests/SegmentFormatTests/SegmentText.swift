import Chronology
import Sampling
import StoreFormat

@testable import SegmentFormat

/// A segment as text, every field of every sample.
enum SegmentText {
  static func of(_ bytes: [UInt8]) throws(FormatError) -> String {
    let reader = try SegmentBytes.reader(bytes)
    let identity = reader.footer.identity
    var text = "files \(identity.files) commits \(identity.commits)\n"
    for position in reader.index.entries.indices {
      let block = try SegmentBytes.block(bytes, reader, position)
      let parts = block.parts.map { "\($0.count) of file \($0.file)" }.joined(separator: ", ")
      text += "block \(position): \(parts); leaf \(reader.index.leaf(position)[0])\n"
      for sample in try block.samples() { text += line(sample) }
    }
    return text
  }

  private static func line(_ sample: Sample) -> String {
    let numbers = [
      Int64(sample.series.number), sample.due.nanoseconds, sample.start.nanoseconds,
      Int64(sample.outcome.rawValue), Int64(sample.cause?.rawValue ?? 0), Int64(sample.status),
      Int64(sample.flags.rawValue), Int64(sample.bytes),
    ]
    let phases = Phase.allCases.map { Int64(sample.phases.microseconds($0)) }
    let text = (numbers + phases).map { String($0) }.joined(separator: " ")
    return "\(text) \(sample.address?.description ?? "-")\n"
  }
}
