import Testing

@testable import Crypto

@Suite struct DigestContextTests {
  private func hash(_ messages: [[UInt8]]) throws -> [String] {
    var context = try DigestContext()
    var hashes: [String] = []
    for message in messages {
      context.add(message, 0..<message.count)
      let hash = context.finish()
      hashes.append(
        hash.indices.map { String(hash[$0] >> 4, radix: 16) + String(hash[$0] & 15, radix: 16) }
          .joined()
      )
    }
    return hashes
  }

  // Source: NIST's examples to FIPS 180-4, and the empty message of its validation vectors.
  @Test func `known messages have their hashes, one after the other in one context`() throws {
    let messages = ["", "abc", "", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"]
    #expect(
      try hash(messages.map { Array($0.utf8) }) == [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
      ]
    )
  }

  @Test func `a message in parts has the hash of the whole`() throws {
    let message = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
    var context = try DigestContext()
    context.add(message, 0..<300)
    let whole = context.finish()
    for cut in stride(from: 0, through: 300, by: 7) {
      context.add(message, 0..<cut)
      context.add(message, cut..<300)
      let parts = context.finish()
      #expect((0..<32).allSatisfy { parts[$0] == whole[$0] })
    }
  }
}
