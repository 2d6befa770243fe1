import Proving
import Sampling
import StoreFormat
import Testing

@Suite struct VerifierKeyTests {
  // Source: golang.org/x/mod/sumdb/note, note_test.go.
  static let peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

  @Test(arguments: [peter, "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"])
  func `a key of Go's note package is read and written again`(text: String) throws {
    let key = try #require(VerifierKey(text))
    #expect(key.description == text)
    #expect(VerifierKey(name: key.name, publicKey: key.publicKey) == key)
  }

  @Test func `every part of a key's text, and every changed letter, is refused`() {
    let bytes = Array(Self.peter.utf8)
    for start in 0...bytes.count {
      for end in start...bytes.count where end - start < bytes.count {
        #expect(VerifierKey(String(decoding: bytes[start..<end], as: UTF8.self)) == nil)
      }
    }
    for index in bytes.indices {
      for change in [1, 0x20] as [UInt8] {
        var other = bytes
        other[index] ^= change
        #expect(VerifierKey(String(decoding: other, as: UTF8.self)) == nil, "\(index)")
      }
    }
  }

  @Test(arguments: [
    // A key of another length and of another algorithm, both with the id that it then has.
    "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
    "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n", "", "++", "a+b",
  ])
  func `another form is refused`(text: String) {
    #expect(VerifierKey(text) == nil)
  }

  @Test(arguments: ["a\u{600}", "\u{301}a", "e\u{301}\u{200D}"])
  func `a name may begin and end with what joins the character beside it`(name: String) throws {
    let key = try #require(VerifierKey(name: name, publicKey: try TestKey(7).verifier.publicKey))
    #expect(VerifierKey(key.description) == key)
  }

  @Test func `the id is the beginning of the hash of name, line feed, 1 and key`() throws {
    let key = try TestKey(7).verifier
    let hash = SHA256.hash(Array("\(key.name)\n\u{1}".utf8) + key.publicKey)
    #expect(key.description.contains("+\(Hexadecimal.text(Array(hash.prefix(4))))+"))
  }

  @Test(arguments: ["", "a b", "a+b", "a\u{A0}b", "a\u{3000}", "a\u{85}", "a\n", "a\u{1}"])
  func `a name without letters, or with spaces, plus or control characters, is none`(name: String) {
    #expect(!VerifierKey.isName(name))
    #expect(VerifierKey(name: name, publicKey: [UInt8](repeating: 9, count: 32)) == nil)
  }

  @Test func `a name may have any other letters, up to its limit`() {
    #expect(VerifierKey.isName("exämple.com/log-1_~"))
    #expect(VerifierKey.isName(String(repeating: "a", count: 256)))
    #expect(!VerifierKey.isName(String(repeating: "a", count: 257)))
  }

  @Test(arguments: [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  ])
  func `a key of small order, or of a second form, is refused`(key: String) throws {
    #expect(VerifierKey(name: "a", publicKey: try #require(Hexadecimal.bytes(key))) == nil)
  }

  @Test func `by a key of small order one signature is valid for any message`() {
    // Why such a key is refused: R is the identity, S is 0.
    let key: [UInt8] = [1] + [UInt8](repeating: 0, count: 31)
    let signature = key + [UInt8](repeating: 0, count: 32)
    #expect(LibcryptoCheck().isValid(signature, of: Array("anything".utf8), by: key))
  }
}
