/// Bytes as text of 64 letters, with padding and nothing else.
///
/// Every text that is taken is the only one of its bytes: white space, missing padding and set bits
/// behind the last byte are refused.
///
/// Source: RFC 4648, section 4, strict as section 3.5 allows.
package enum Base64 {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  /// The value of each byte that is a letter; 255 for all others.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  private static let padding = UInt8(ascii: "=")

  /// The text of `bytes`.
  package static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var bits = UInt32(bytes[start]) << 16
      if count > 1 { bits |= UInt32(bytes[start + 1]) << 8 }
      if count > 2 { bits |= UInt32(bytes[start + 2]) }
      text.append(letters[Int(bits >> 18)])
      text.append(letters[Int(bits >> 12 & 63)])
      text.append(count > 1 ? letters[Int(bits >> 6 & 63)] : padding)
      text.append(count > 2 ? letters[Int(bits & 63)] : padding)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that `text` spells; nil for any other text.
  package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    let text = Array(text.utf8)
    guard text.count % 4 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    for start in stride(from: 0, to: text.count, by: 4) {
      let isLast = start + 4 == text.count
      var missing = 0
      if isLast, text[start + 3] == padding { missing = text[start + 2] == padding ? 2 : 1 }
      var bits: UInt32 = 0
      for offset in 0..<4 {
        let value = offset < 4 - missing ? values[Int(text[start + offset])] : 0
        guard value < 64 else { return nil }
        bits = bits << 6 | UInt32(value)
      }
      guard bits & (1 << UInt32(8 * missing) - 1) == 0 else { return nil }
      for shift in [16, 8, 0].prefix(3 - missing) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(shift)))
      }
    }
    return bytes
  }
}
