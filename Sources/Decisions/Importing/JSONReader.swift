/// Reads one JSON text from bytes, strictly: what RFC 8259 leaves open is refused.
///
/// Refused are: a name that stands twice in an object (names that Unicode calls equivalent are
/// equal), bytes that are not UTF-8, half surrogate pairs, a byte order mark, anything after the
/// value, and whatever goes beyond a limit. It never traps: its recursion ends at the depth limit.
///
/// Source: RFC 8259; UTF-8 by RFC 3629, section 4.
package struct JSONReader {
  /// How many bytes a text may have: 64 KiB.
  package static let mostBytes = 65_536
  /// How many objects and arrays may stand inside each other.
  package static let mostDepth = 32
  /// How many members and elements the whole text may have.
  package static let mostMembers = 1_000

  let bytes: [UInt8]
  var position = 0
  private var depth = 0
  private var members = 0

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The value that `bytes` spell, with white space around it or not.
  ///
  /// - Throws: ``JSONError`` with the place of the first thing that is wrong.
  package static func read(_ bytes: [UInt8]) throws(JSONError) -> ParsedJSON {
    guard bytes.count <= mostBytes else {
      throw JSONError(reason: .tooLong(limit: mostBytes), offset: mostBytes)
    }
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
      throw JSONError(reason: .byteOrderMark, offset: 0)
    }
    var reader = JSONReader(bytes)
    reader.skipSpace()
    let value = try reader.value()
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.unexpected("the end of the text") }
    return value
  }

  private mutating func value() throws(JSONError) -> ParsedJSON {
    switch current {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(let byte) where byte == UInt8(ascii: "-") || byte.isDigit:
      return .number(try number())
    default: throw unexpected("a value")
    }
  }

  private mutating func object() throws(JSONError) -> ParsedJSON {
    try enter()
    var found: [ParsedMember] = []
    var names: Set<String> = []
    skipSpace()
    if take(UInt8(ascii: "}")) {
      depth -= 1
      return .object([])
    }
    repeat {
      skipSpace()
      let nameOffset = position
      guard current == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
      try count()
      let name = try string()
      guard names.insert(name).inserted else {
        throw JSONError(reason: .duplicateName(name), offset: nameOffset)
      }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw unexpected("\":\"") }
      skipSpace()
      let valueOffset = position
      let value = try value()
      found.append(
        ParsedMember(name: name, value: value, nameOffset: nameOffset, valueOffset: valueOffset)
      )
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw unexpected("\",\" or \"}\"") }
    depth -= 1
    return .object(found)
  }

  private mutating func array() throws(JSONError) -> ParsedJSON {
    try enter()
    var found: [ParsedJSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) {
      depth -= 1
      return .array([])
    }
    repeat {
      skipSpace()
      try count()
      found.append(try value())
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw unexpected("\",\" or \"]\"") }
    depth -= 1
    return .array(found)
  }

  /// Steps over the bracket that opens an object or array.
  private mutating func enter() throws(JSONError) {
    guard depth < JSONReader.mostDepth else {
      throw JSONError(reason: .tooDeep(limit: JSONReader.mostDepth), offset: position)
    }
    depth += 1
    position += 1
  }

  private mutating func count() throws(JSONError) {
    guard members < JSONReader.mostMembers else {
      throw JSONError(reason: .tooManyMembers(limit: JSONReader.mostMembers), offset: position)
    }
    members += 1
  }

  private mutating func word(
    _ word: StaticString,
    _ value: ParsedJSON
  ) throws(JSONError) -> ParsedJSON {
    for byte in word.description.utf8 where !take(byte) { throw unexpected("\(word)") }
    return value
  }

  private mutating func number() throws(JSONError) -> ParsedNumber {
    let start = position
    var isWhole = true
    _ = take(UInt8(ascii: "-"))
    if take(UInt8(ascii: "0")) {
      if current?.isDigit == true { throw JSONError(reason: .malformedNumber, offset: start) }
    } else {
      try digits(of: start)
    }
    if take(UInt8(ascii: ".")) {
      isWhole = false
      try digits(of: start)
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits(of: start)
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    return ParsedNumber(text: text, integer: isWhole ? Int64(text) : nil)
  }

  /// Steps over at least one digit of the number that begins at `start`.
  private mutating func digits(of start: Int) throws(JSONError) {
    guard let first = current else { throw unexpected("a digit") }
    guard first.isDigit else { throw JSONError(reason: .malformedNumber, offset: start) }
    while current?.isDigit == true { position += 1 }
  }
}

extension JSONReader {
  /// The byte to be read next; nil at the end.
  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Steps over `byte` if it comes next.
  mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  /// Steps over spaces, tabs and ends of lines.
  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  /// The error at the byte to be read next, where `expected` should stand.
  func unexpected(_ expected: String) -> JSONError {
    guard let byte = current else {
      return JSONError(reason: .end(expected: expected), offset: position)
    }
    return JSONError(reason: .unexpected(byte, expected: expected), offset: position)
  }
}
