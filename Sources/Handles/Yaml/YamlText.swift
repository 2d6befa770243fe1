/// Finds the first character that no YAML document may hold.
///
/// libyaml looks at text block by block before it reads it and so reports such a character without a
/// line, and before errors above it; this finds the place.
///
/// - Parameter bytes: A document without a byte order mark.
/// - Returns: The first byte that is no UTF-8, or character outside of YAML 1.1's `c-printable`;
///   nil if there is none.
/// - Complexity: O(bytes); allocates nothing.
package func firstFault(in bytes: [UInt8]) -> YamlError? {
  var line = 1
  var column = 1
  var index = 0
  while index < bytes.count {
    guard let (scalar, width) = decodeUTF8(bytes, at: index) else {
      return YamlError(.encoding(byte: bytes[index]), at: YamlMark(line: line, column: column))
    }
    if !isPrintable(scalar) {
      return YamlError(.character(scalar), at: YamlMark(line: line, column: column))
    }
    index += width
    let isBreak =
      switch scalar {
      case 0x0A, 0x85, 0x2028, 0x2029: true
      // CR LF is one break, counted at its LF.
      case 0x0D: index >= bytes.count || bytes[index] != 0x0A
      default: false
      }
    if isBreak {
      line += 1
      column = 1
    } else {
      column += 1
    }
  }
  return nil
}

/// Decodes the character that begins at `index`.
///
/// - Returns: The code point and its bytes, or nil if no well-formed sequence begins there (Unicode
///   16, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
private func decodeUTF8(_ bytes: [UInt8], at index: Int) -> (scalar: UInt32, width: Int)? {
  let lead = bytes[index]
  let (width, second): (Int, ClosedRange<UInt8>)
  switch lead {
  case 0x00...0x7F: return (UInt32(lead), 1)
  case 0xC2...0xDF: (width, second) = (2, 0x80...0xBF)
  case 0xE0: (width, second) = (3, 0xA0...0xBF)
  case 0xED: (width, second) = (3, 0x80...0x9F)
  case 0xE1...0xEF: (width, second) = (3, 0x80...0xBF)
  case 0xF0: (width, second) = (4, 0x90...0xBF)
  case 0xF1...0xF3: (width, second) = (4, 0x80...0xBF)
  case 0xF4: (width, second) = (4, 0x80...0x8F)
  default: return nil
  }
  guard index + width <= bytes.count, second.contains(bytes[index + 1]) else { return nil }
  var scalar = UInt32(lead) & (0xFF >> UInt32(width + 1))
  for offset in 1..<width {
    let byte = bytes[index + offset]
    guard (0x80...0xBF).contains(byte) else { return nil }
    scalar = scalar << 6 | UInt32(byte & 0x3F)
  }
  return (scalar, width)
}

/// Whether YAML 1.1 allows the character unescaped (`c-printable`).
private func isPrintable(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF:
    true
  default: false
  }
}
