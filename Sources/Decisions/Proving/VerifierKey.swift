import Sampling
import StoreFormat

/// A public Ed25519 key with the name of who signs by it.
///
/// Source: C2SP signed-note, "Signatures" and "Ed25519 signatures"; the text is the one of Go's
/// golang.org/x/mod/sumdb/note.
package struct VerifierKey: Hashable, Sendable {
  /// How many bytes a name has at most.
  package static let nameLimit = 256
  /// What stands before the key's 32 bytes: Ed25519.
  static let algorithm: UInt8 = 1

  /// Who signs; not empty, without spaces and without `+`.
  package let name: String
  /// The 32 bytes of the public key.
  package let publicKey: [UInt8]
  /// The first four bytes of the SHA-256 of name, line feed, 1 and public key.
  package let id: UInt32

  /// A key; nil when the name is none, or the key isn't one by which a signature proves anything.
  package init?(name: String, publicKey: [UInt8]) {
    guard VerifierKey.isName(name), VerifierKey.isSound(publicKey) else { return nil }
    self.name = name
    self.publicKey = publicKey
    let hash = SHA256.hash(Array(name.utf8) + [0x0A, VerifierKey.algorithm] + publicKey)
    id = hash.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Reads `name+id+key`; nil for anything but the one text of a sound key.
  package init?(_ text: String) {
    // By bytes: what follows a `+` may join it to one Character.
    let parts = text.utf8.split(separator: 0x2B, maxSplits: 2, omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard parts.count == 3, let key = Base64.bytes(parts[2]), key.first == VerifierKey.algorithm
    else { return nil }
    self.init(name: parts[0], publicKey: Array(key.dropFirst()))
    guard description.utf8.elementsEqual(text.utf8) else { return nil }
  }

  /// Whether a name can stand in a signature's line.
  package static func isName(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.count <= nameLimit
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.value >= 0x20 && scalar != "+" && !isSpace(scalar)
      }
  }

  /// The characters that Unicode calls White_Space, listed so that every reader has the same ones.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
      0x3000:
      true
    default: false
    }
  }

  /// The y coordinates of the eight points of small order: by such a key one signature is valid for
  /// any message.
  private static let smallOrder: [[UInt8]] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ].compactMap { Hexadecimal.bytes($0) }

  /// Whether the bytes are a y coordinate less than 2^255 - 19 (with the sign of x in the top bit)
  /// of no point of small order.
  private static func isSound(_ key: [UInt8]) -> Bool {
    guard key.count == 32 else { return false }
    let y = key[..<31] + [key[31] & 0x7F]
    let isReduced = y[31] != 0x7F || y[1..<31].contains { $0 != 0xFF } || y[0] < 0xED
    return isReduced && !smallOrder.contains(Array(y))
  }
}

extension VerifierKey: CustomStringConvertible {
  /// `name+id+key`: the id in 8 hexadecimal digits, the key in base 64 behind the byte 1.
  package var description: String {
    "\(name)+\(Hexadecimal.text(idBytes))+\(Base64.text([VerifierKey.algorithm] + publicKey))"
  }

  /// The id, the highest byte first.
  var idBytes: [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> UInt32($0)) }
  }
}
