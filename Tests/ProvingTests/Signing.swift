import Crypto
import Proving
import Sampling
import StoreFormat

/// libcrypto's Ed25519, as a driver hands it over.
struct LibcryptoCheck: SignatureCheck {
  func isValid(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
    do {
      return try VerifyingKey(key).isValid(signature, of: message)
    } catch {
      return false
    }
  }
}

/// libcrypto's SHA-256, as a driver hands it over.
struct LibcryptoDigest: DigestFunction, ~Copyable {
  private var context: DigestContext

  init() throws {
    context = try DigestContext()
  }

  mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
    context.add(bytes, range)
  }

  mutating func finish() -> Hash { Hash(context.finish()) }
}

/// The key of a seed of one repeated byte, under a name.
struct TestKey {
  let seed: [UInt8]
  let verifier: VerifierKey

  init(_ byte: UInt8, name: String = "constat.example/fra1") throws {
    seed = [UInt8](repeating: byte, count: 32)
    let publicKey = try SigningKey(seed: seed).publicKey()
    guard let verifier = VerifierKey(name: name, publicKey: publicKey) else {
      preconditionFailure("\(name) is no key's name")
    }
    self.verifier = verifier
  }

  func sign(_ message: [UInt8]) throws -> [UInt8] { try SigningKey(seed: seed).sign(message) }

  func sign(_ text: String) throws -> SignedNote {
    SignedNote(
      text: text,
      signatures: [SignedNote.Signature(by: verifier, try sign(Array(text.utf8)))]
    )
  }
}

func hash(_ text: String) -> Hash {
  guard let hash = Hexadecimal.bytes(text).flatMap({ Hash(bytes: $0) }) else {
    preconditionFailure("\(text) is no hash")
  }
  return hash
}

/// A hash that differs in one bit.
func changed(_ hash: Hash, bit: Int = 4) -> Hash {
  var bytes = hash.bytes
  bytes[bit / 8] ^= 1 << UInt8(bit % 8)
  return Hash(bytes: bytes) ?? .zero
}
