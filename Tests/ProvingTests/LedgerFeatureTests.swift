import StoreFormat
import Testing

@testable import Proving

@Suite struct LedgerFeatureTests {
  private static let header = LedgerFileHeader(
    store: [UInt8](1...16),
    files: 3...4,
    previous: .zero,
    before: Frontier()
  )

  /// Changes a byte of a header and makes the checksum right again.
  private func changing(_ offset: Int) -> [UInt8] {
    var bytes = Self.header.encoded()
    bytes[offset] = 1
    var sink = ByteSink()
    sink.integer(CRC32C.of(Array(bytes.dropLast(4))))
    return Array(bytes.dropLast(4)) + sink.bytes
  }

  @Test(arguments: [(10, false), (16, false), (20, true)])
  func `what a reader may pass over is read`(offset: Int, isReadOnly: Bool) throws {
    let read = try LedgerFileHeader(decoding: changing(offset))
    #expect(read.isReadOnly == isReadOnly)
    #expect(read.encoded() == Self.header.encoded())
  }

  @Test func `a feature that nobody may pass over is refused`() {
    #expect(throws: FormatError.newer("feature")) { try LedgerFileHeader(decoding: changing(24)) }
  }
}
