import StoreFormat
import TestKit
import Testing

@Suite struct CRC32CTests {
  @Test func `the checksum of 123456789 is E3069283`() {
    #expect(CRC32C.of(Array("123456789".utf8)) == 0xE306_9283)
  }

  /// RFC 3720, appendix B.4.
  @Test func `the vectors of RFC 3720 hold`() {
    #expect(CRC32C.of([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(CRC32C.of([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(CRC32C.of((0..<32).map { UInt8($0) }) == 0x46DD_794E)
    #expect(CRC32C.of((0..<32).reversed().map { UInt8($0) }) == 0x113F_DB5C)
  }

  @Test func `parts give the same as the whole`() {
    var random = SplitMix64(seed: 1)
    let bytes = (0..<100).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    for cut in 0...100 {
      var checksum = CRC32C()
      checksum.add(bytes, 0..<cut)
      checksum.add(bytes, cut..<100)
      #expect(checksum.value == CRC32C.of(bytes))
    }
  }
}
