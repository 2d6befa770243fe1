import Chronology
import Sampling
import TestKit
import Testing

@testable import StoreFormat

/// docs/formats/log.md shows a group byte by byte; it is the one that the code writes.
@Suite struct FormatDocumentTests {
  static let group = CommitGroup(
    sequence: 42,
    time: Instant(seconds: 1_773_446_400),
    records: [
      .vantage("fra1"),
      .series(
        SeriesID(number: 0),
        CheckDefinition(
          id: checkID("ssh"),
          method: "tcp",
          target: "192.0.2.1:22",
          interval: .seconds(10),
          timeout: .seconds(2),
          confirmation: Confirmation(),
          rules: ""
        )
      ),
      .sample(
        Sample(
          series: SeriesID(number: 0),
          due: Instant(milliseconds: 1_773_446_399_250),
          start: Instant(milliseconds: 1_773_446_399_252),
          outcome: .down,
          cause: .connectRefused,
          phases: Phases(connect: 310),
          address: NetworkAddress(bytes: [192, 0, 2, 1])
        )
      ),
    ]
  )

  static func dump(_ bytes: [UInt8]) -> String {
    func hexadecimal(_ value: Int, _ width: Int) -> String {
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let end = (bytes.lastIndex { $0 != 0 } ?? 0) + 1
    return stride(from: 0, to: end, by: 16).map { start in
      let line = bytes[start..<min(start + 16, end)].map { hexadecimal(Int($0), 2) }
      return "\(hexadecimal(start, 4))  \(line.joined(separator: " "))\n"
    }.joined()
  }

  @Test func `the worked example is what the code writes`() throws {
    let example = Self.dump(encode(Self.group, file: [UInt8](0x20...0x2F)))
    let document = try RepositoryFile.text("docs/formats/log.md")
    #expect(document.contains(example), "the example of a group should be:\n\(example)")
  }

  @Test func `the example of a header is what the code writes`() throws {
    let bytes = LogFileHeaderTests.header.encoded()
    let example = Self.dump(Array(bytes.prefix(4092)))
    let document = try RepositoryFile.text("docs/formats/log.md")
    #expect(document.contains(example), "the example of a header should be:\n\(example)")
  }
}
