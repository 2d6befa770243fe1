import Chronology
import TestKit
import Testing

@testable import StoreFormat

@Suite struct LogFileHeaderTests {
  static let header = LogFileHeader(
    store: [UInt8](0x10...0x1F),
    file: [UInt8](0x20...0x2F),
    number: 3,
    firstCommit: 42,
    nextSeries: 7,
    boot: [UInt8](0x30...0x3F),
    created: Instant(seconds: 1_773_446_400),
    bootTime: 5_000_000_000,
    previous: [UInt8](0x40...0x4F)
  )

  @Test func `a header comes back as it was`() throws {
    let bytes = Self.header.encoded()
    #expect(bytes.count == 4096)
    #expect(try LogFileHeader(decoding: bytes) == Self.header)
  }

  @Test func `every flipped bit and every truncation is found`() {
    let bytes = Self.header.encoded()
    for bit in 0..<bytes.count * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= UInt8(1 << (bit % 8))
      do throws(FormatError) {
        _ = try LogFileHeader(decoding: damaged)
        Issue.record("bit \(bit) passed")
      } catch {
        if case .newer = error { Issue.record("bit \(bit) passed for a newer version") }
      }
    }
    for length in stride(from: 0, to: 4096, by: 5) {
      #expect(throws: FormatError.truncated) {
        _ = try LogFileHeader(decoding: Array(bytes.prefix(length)))
      }
    }
  }

  /// Changes a byte and makes the checksum right again.
  private func changing(_ offset: Int, to value: UInt8) -> [UInt8] {
    var bytes = Self.header.encoded()
    bytes[offset] = value
    var sink = ByteSink()
    sink.integer(CRC32C.of(Array(bytes.prefix(4092))))
    return Array(bytes.prefix(4092)) + sink.bytes
  }

  @Test(arguments: [8, 24, 28])
  func `an unknown version, feature or alignment is newer, not damaged`(offset: Int) {
    do throws(FormatError) {
      _ = try LogFileHeader(decoding: changing(offset, to: 2))
      Issue.record("taken")
    } catch {
      guard case .newer = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test(arguments: [10, 16, 20])
  func `a newer minor version and compatible features are read`(offset: Int) throws {
    let header = try LogFileHeader(decoding: changing(offset, to: 1))
    #expect(header.encoded() == Self.header.encoded())
    #expect(header.isReadOnly == (offset == 20))
  }
}
