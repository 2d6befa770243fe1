extension JSONReader {
  /// Reads the string whose opening quote comes next.
  mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      try skipCharacter(byte)
    }
    if current == UInt8(ascii: "\"") {
      defer { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    return try escapedString(from: start)
  }

  /// Reads the rest of a string that began at `start` and whose first escape comes next.
  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var result = Array(bytes[start..<position])
    while let byte = current {
      if byte == UInt8(ascii: "\"") {
        position += 1
        return String(decoding: result, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") {
        result += Array(String(try escape()).utf8)
      } else {
        let first = position
        try skipCharacter(byte)
        result += bytes[first..<position]
      }
    }
    throw unexpected("a closing quote")
  }

  /// Steps over one character of a string that is neither a quote nor a backslash.
  private mutating func skipCharacter(_ lead: UInt8) throws(JSONError) {
    if lead < 0x20 { throw JSONError(reason: .controlCharacter(lead), offset: position) }
    if lead < 0x80 {
      position += 1
      return
    }
    // The second byte's range keeps out overlong forms, surrogates and what is beyond U+10FFFF.
    let second: ClosedRange<UInt8>
    let length: Int
    switch lead {
    case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
    case 0xE0: (second, length) = (0xA0...0xBF, 3)
    case 0xED: (second, length) = (0x80...0x9F, 3)
    case 0xE1...0xEF: (second, length) = (0x80...0xBF, 3)
    case 0xF0: (second, length) = (0x90...0xBF, 4)
    case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
    case 0xF4: (second, length) = (0x80...0x8F, 4)
    default: throw JSONError(reason: .malformedUTF8, offset: position)
    }
    guard position + length <= bytes.count, second.contains(bytes[position + 1]),
      bytes[(position + 2)..<(position + length)].allSatisfy({ (0x80...0xBF).contains($0) })
    else { throw JSONError(reason: .malformedUTF8, offset: position) }
    position += length
  }

  /// Reads the escape whose backslash comes next.
  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = position
    position += 1
    guard let byte = current else { throw unexpected("an escape") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try scalar(from: start)
    default: throw JSONError(reason: .malformedEscape, offset: start)
    }
  }

  /// Reads the hexadecimal digits of the escape at `start`, and a second escape if the first one
  /// is the upper half of a surrogate pair.
  private mutating func scalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
    let unit = try codeUnit(from: start)
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard (0xD800...0xDBFF).contains(unit), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      throw JSONError(reason: .loneSurrogate, offset: start)
    }
    let low = try codeUnit(from: position - 2)
    guard (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw JSONError(reason: .loneSurrogate, offset: start) }
    return scalar
  }

  private mutating func codeUnit(from start: Int) throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current else { throw unexpected("four hexadecimal digits") }
      switch byte {
      case 0x30...0x39: unit = unit << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: unit = unit << 4 | UInt32(byte - 0x41 + 10)
      case 0x61...0x66: unit = unit << 4 | UInt32(byte - 0x61 + 10)
      default: throw JSONError(reason: .malformedEscape, offset: start)
      }
      position += 1
    }
    return unit
  }
}
