import Proving
import Sampling
import StoreFormat

/// The first word of a bundle's line.
enum BundleWord: String {
  case format = "constat-evidence"
  case store
  case period
  case checkpoint
  case key
  case agreement
  case entry
  case seal
  case block
  case sample
  case end

  /// How many words follow it.
  var fieldCount: Int {
    switch self {
    case .format: 1
    case .store, .period, .checkpoint, .agreement, .end: 2
    case .entry, .seal: 3
    case .key: 4
    case .block: 5
    case .sample: 13
    }
  }
}

/// What is wrong with the form of a line, for people.
struct BundleFault: Error {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}

/// One line being read: words with one space between, each in the only way to write it.
struct BundleLine {
  /// How many bytes a line has at most, with its line feed.
  static let lengthLimit = 8 << 20

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The bytes up to the next space or the end.
  private mutating func word(_ what: String) throws(BundleFault) -> ArraySlice<UInt8> {
    guard position <= bytes.count else { throw BundleFault("\(what) is missing") }
    let end = bytes[position...].firstIndex(of: 0x20) ?? bytes.count
    defer { position = end + 1 }
    if end == position { throw BundleFault("\(what) is missing") }
    return bytes[position..<end]
  }

  mutating func text(_ what: String) throws(BundleFault) -> String {
    guard let text = String(validating: try word(what), as: UTF8.self) else {
      throw BundleFault("\(what) is not UTF-8")
    }
    return text
  }

  /// A number without sign and leading zeros.
  mutating func number(_ what: String, _ range: ClosedRange<UInt64>) throws(BundleFault) -> UInt64 {
    let word = try word(what)
    var value: UInt64 = 0
    for byte in word {
      guard (0x30...0x39).contains(byte), value < 1 << 60 else {
        throw BundleFault("\(what) is not a number of its range")
      }
      value = value * 10 + UInt64(byte - 0x30)
    }
    guard range.contains(value), word.count == 1 || word.first != 0x30 else {
      throw BundleFault("\(what) is not a number of its range")
    }
    return value
  }

  mutating func number<Value: FixedWidthInteger & UnsignedInteger>(
    _ what: String,
    as _: Value.Type = Value.self
  ) throws(BundleFault) -> Value {
    Value(truncatingIfNeeded: try number(what, 0...UInt64(Value.max)))
  }

  mutating func bytes(_ what: String) throws(BundleFault) -> [UInt8] {
    guard let bytes = Base64.bytes(String(decoding: try word(what), as: UTF8.self)) else {
      throw BundleFault("\(what) is not base 64")
    }
    return bytes
  }

  mutating func hexadecimal(_ what: String, _ count: Int) throws(BundleFault) -> [UInt8] {
    guard let bytes = Hexadecimal.bytes(String(decoding: try word(what), as: UTF8.self)),
      bytes.count == count
    else { throw BundleFault("\(what) is not \(2 * count) hexadecimal digits") }
    return bytes
  }

  /// The parts of a word that has commas between them; `-` is no part.
  mutating func list(_ what: String, limit: Int) throws(BundleFault) -> [String] {
    let word = String(decoding: try word(what), as: UTF8.self)
    if word == "-" { return [] }
    let parts = word.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count > limit { throw BundleFault("\(what) has more than \(limit) parts") }
    return parts.map(String.init)
  }

  mutating func path(_ what: String) throws(BundleFault) -> [Hash] {
    var path: [Hash] = []
    for part in try list(what, limit: TreeProof.longestPath) {
      guard let bytes = Base64.bytes(part), let hash = Hash(bytes: bytes) else {
        throw BundleFault("\(what) is not of hashes")
      }
      path.append(hash)
    }
    return path
  }

  /// Throws unless as many words follow the first one as must, with one space between.
  func expectFields(of word: BundleWord) throws(BundleFault) {
    let words = bytes.split(separator: 0x20, omittingEmptySubsequences: false)
    if words.count != word.fieldCount + 1 || words.contains(where: \.isEmpty) {
      throw BundleFault("words are missing, or there are too many")
    }
  }
}
