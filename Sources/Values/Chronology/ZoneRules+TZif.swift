extension ZoneRules {
  /// The largest file that is read; the largest of tzdata has less than 4 KiB.
  package static let largestFile = 1 << 20

  /// Reads a TZif file of version 1 to 4.
  ///
  /// Of version 2 and later only the 64-bit block and the footer count. Abbreviations and the
  /// indicators for standard and universal time are passed over: they don't decide any offset.
  ///
  /// - Parameter file: The file's bytes, which may be anything.
  /// - Throws: What is wrong with them.
  ///
  /// Source: RFC 9636, section 3.
  package init(tzif file: [UInt8]) throws(ZoneRulesError) {
    guard file.count <= ZoneRules.largestFile else { throw .tooLarge }
    var reader = TZifReader(bytes: file)
    var header = try reader.header()
    if header.version == 0 {
      self = try reader.block(header, secondLength: 4, footer: nil)
      return
    }
    let version = header.version
    try reader.skip(header.length(secondLength: 4))
    header = try reader.header()
    guard header.version == version else { throw .malformed("second header") }
    let footer = try reader.footer(after: header.length(secondLength: 8))
    self = try reader.block(header, secondLength: 8, footer: footer)
  }
}

/// The six counts of a TZif header, each within its limit.
private struct TZifHeader {
  /// The version octet: 0, or `2` to `4` in ASCII.
  var version: UInt8 = 0
  /// UT/local indicators.
  var universal = 0
  /// Standard/wall indicators.
  var standard = 0
  /// Leap-second records.
  var leaps = 0
  /// Transition times.
  var times = 0
  /// Local time type records.
  var types = 0
  /// Bytes of abbreviations.
  var characters = 0

  /// How many bytes the block after this header has.
  func length(secondLength: Int) -> Int {
    times * (secondLength + 1) + types * 6 + characters + leaps * (secondLength + 4)
      + standard + universal
  }
}

/// Takes a file apart from its start on, and never reads beyond its end.
private struct TZifReader {
  /// No zone changed its clocks this often, and no count this high overflows a sum.
  private static let largestCount: Int64 = 65_536

  let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func skip(_ count: Int) throws(ZoneRulesError) {
    guard bytes.count - position >= count else { throw .truncated }
    position += count
  }

  /// A big-endian two's complement number of `length` bytes, 1 to 8.
  private mutating func number(_ length: Int) throws(ZoneRulesError) -> Int64 {
    let start = position
    try skip(length)
    var value: Int64 = bytes[start] & 0x80 != 0 && length > 1 ? -1 : 0
    for byte in bytes[start..<position] { value = value << 8 | Int64(byte) }
    return value
  }

  private mutating func count() throws(ZoneRulesError) -> Int {
    let value = try number(4)
    guard (0...TZifReader.largestCount).contains(value) else { throw .tooLarge }
    return Int(value)
  }

  mutating func header() throws(ZoneRulesError) -> TZifHeader {
    guard bytes.dropFirst(position).starts(with: "TZif".utf8) else { throw .notTZif }
    try skip(4)
    var header = TZifHeader()
    header.version = UInt8(try number(1))
    guard header.version == 0 || (0x32...0x34).contains(header.version) else {
      throw .unknownVersion(header.version)
    }
    try skip(15)
    header.universal = try count()
    header.standard = try count()
    header.leaps = try count()
    header.times = try count()
    header.types = try count()
    header.characters = try count()
    return header
  }

  /// The rule between the two newlines that follow the block of `length` bytes.
  func footer(after length: Int) throws(ZoneRulesError) -> ZoneFooter? {
    var reader = self
    try reader.skip(length)
    let rest = bytes[reader.position...]
    guard rest.first == 0x0A, let end = rest.dropFirst().firstIndex(of: 0x0A) else {
      throw .truncated
    }
    let text = rest[(rest.startIndex + 1)..<end]
    guard !text.isEmpty else { return nil }
    guard let footer = ZoneFooter(Array(text)) else { throw .malformed("footer") }
    return footer
  }

  mutating func block(
    _ header: TZifHeader,
    secondLength: Int,
    footer: ZoneFooter?
  ) throws(ZoneRulesError) -> ZoneRules {
    guard header.leaps == 0 else { throw .leapSeconds }
    guard (1...256).contains(header.types) else { throw .malformed("count of types") }
    guard bytes.count - position >= header.length(secondLength: secondLength) else {
      throw .truncated
    }
    var starts: [Int64] = []
    for _ in 0..<header.times {
      let start = try number(secondLength)
      if let last = starts.last, start <= last { throw .malformed("order of transitions") }
      starts.append(start)
    }
    var indices: [Int] = []
    for _ in 0..<header.times { indices.append(Int(try number(1))) }
    var types: [Int] = []
    for _ in 0..<header.types {
      let offset = try number(4)
      guard (-93_599...93_599).contains(offset) else { throw .malformed("offset") }
      types.append(Int(offset))
      try skip(2)
    }
    var offsets: [Int] = []
    for index in indices {
      guard index < types.count else { throw .malformed("type of a transition") }
      offsets.append(types[index])
    }
    return ZoneRules(starts: starts, offsets: offsets, firstOffset: types[0], footer: footer)
  }
}
