import Sampling
import StoreFormat
import Testing

@Suite struct HashTests {
  @Test func `a hash keeps its 32 bytes in order`() {
    let bytes = [UInt8](100..<132)
    let hash = Hash(bytes: bytes)
    #expect(hash?.bytes == bytes)
    #expect(hash?.description == Hexadecimal.text(bytes))
    #expect(Hash.zero.bytes == [UInt8](repeating: 0, count: 32))
  }

  @Test(arguments: [0, 31, 33]) func `another number of bytes is no hash`(count: Int) {
    #expect(Hash(bytes: [UInt8](repeating: 1, count: count)) == nil)
  }

  @Test func `hashes differ if any byte does`() {
    let bytes = [UInt8](0..<32)
    for index in bytes.indices {
      var other = bytes
      other[index] ^= 1
      #expect(Hash(bytes: other) != Hash(bytes: bytes))
    }
  }
}
