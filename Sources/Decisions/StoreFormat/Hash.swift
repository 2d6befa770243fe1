import Sampling

/// A SHA-256 hash: 32 bytes.
package struct Hash: Hashable, Sendable {
  /// How many bytes a hash has.
  package static let length = 32

  /// The bytes, eight to a word, the first one highest.
  private var words: (UInt64, UInt64, UInt64, UInt64)

  /// All zeros: stands where there is no hash.
  package static let zero = Hash(words: (0, 0, 0, 0))

  init(words: (UInt64, UInt64, UInt64, UInt64)) {
    self.words = words
  }

  /// The hash of 32 bytes.
  package init(_ bytes: InlineArray<32, UInt8>) {
    words = (0, 0, 0, 0)
    for index in 0..<8 {
      words.0 = words.0 << 8 | UInt64(bytes[index])
      words.1 = words.1 << 8 | UInt64(bytes[index + 8])
      words.2 = words.2 << 8 | UInt64(bytes[index + 16])
      words.3 = words.3 << 8 | UInt64(bytes[index + 24])
    }
  }

  /// The hash of 32 `bytes`; nil for any other count.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Hash.length else { return nil }
    self.init(InlineArray<32, UInt8> { bytes[$0] })
  }

  /// The 32 bytes.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  /// Appends the 32 bytes.
  package func append(to bytes: inout [UInt8]) {
    append(words.0, to: &bytes)
    append(words.1, to: &bytes)
    append(words.2, to: &bytes)
    append(words.3, to: &bytes)
  }

  private func append(_ word: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  /// Whether both have the same bytes.
  package static func == (left: Hash, right: Hash) -> Bool { left.words == right.words }

  /// Feeds every byte.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}

extension Hash: CustomStringConvertible {
  /// 64 hexadecimal digits, lower case.
  package var description: String { Hexadecimal.text(bytes) }
}
