import StoreFormat
import Testing

@Suite struct SHA256Tests {
  // Source: NIST's examples to FIPS 180-4, and the empty message of its validation vectors.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `known messages have their hashes`(_ text: String, _ hash: String) {
    #expect(hexadecimal(SHA256.hash(Array(text.utf8))) == hash)
  }

  @Test func `a million bytes have their hash, in whatever pieces they come`() {
    for piece in [1_000_000, 1_000, 63, 64, 65, 7] {
      var hash = SHA256()
      var left = 1_000_000
      while left > 0 {
        hash.add([UInt8](repeating: UInt8(ascii: "a"), count: min(piece, left)))
        left -= piece
      }
      #expect(
        hash.finish().description
          == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      )
    }
  }

  @Test func `every length of the last block is padded to its own hash`() {
    let hashes = Set((0..<200).map { SHA256.hash([UInt8](repeating: 0, count: $0)) })
    #expect(hashes.count == 200)
    #expect(hashes.allSatisfy { $0.count == 32 })
  }

  @Test func `one message after the other has its own hash`() {
    var hash = SHA256()
    for text in ["abc", "", String(repeating: "x", count: 130), "abc"] {
      hash.add(Array(text.utf8))
      #expect(hash.finish().bytes == SHA256.hash(Array(text.utf8)))
    }
  }

  @Test func `a range of bytes is hashed as those bytes alone`() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for start in stride(from: 0, to: 300, by: 13) {
      for end in stride(from: start, through: 300, by: 17) {
        var hash = SHA256()
        hash.add(bytes, start..<end)
        #expect(hash.finish().bytes == SHA256.hash(Array(bytes[start..<end])))
      }
    }
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
