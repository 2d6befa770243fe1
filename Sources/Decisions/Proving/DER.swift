/// Reads elements of DER (X.690) from bytes that nobody trusts: definite lengths and low tag numbers
/// only.
struct DERReader: Sendable {
  /// Why bytes are not what they should be.
  enum Fault: Error, Hashable, Sendable {
    /// They end within an element.
    case truncated
    /// A length or a tag is written in a way that isn't read.
    case form
    /// Another element stands there.
    case unexpected
  }

  /// What the first byte of an element says.
  enum Tag: UInt8, Sendable {
    case boolean = 0x01
    case integer = 0x02
    case bytes = 0x04
    case null = 0x05
    case object = 0x06
    case generalizedTime = 0x18
    case sequence = 0x30
    case set = 0x31
    case context0 = 0xA0
  }

  private var rest: ArraySlice<UInt8>

  /// A reading of these bytes.
  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  /// Whether nothing follows.
  var isAtEnd: Bool { rest.isEmpty }

  /// Whether the next element has this tag.
  func isNext(_ tag: Tag) -> Bool { rest.first == tag.rawValue }

  /// Reads the next element, which must have this tag; returns what is in it.
  mutating func next(_ tag: Tag) throws(Fault) -> ArraySlice<UInt8> {
    guard let first = rest.first else { throw .truncated }
    if first != tag.rawValue { throw .unexpected }
    return try skip()
  }

  /// Reads the next element, and a reader of what is in it.
  mutating func open(_ tag: Tag) throws(Fault) -> DERReader { DERReader(try next(tag)) }

  /// Reads the next element, whatever it is; returns what is in it.
  @discardableResult
  mutating func skip() throws(Fault) -> ArraySlice<UInt8> {
    var bytes = rest
    guard let tag = bytes.popFirst(), let short = bytes.popFirst() else { throw .truncated }
    if tag & 0x1F == 0x1F { throw .form }
    var length = Int(short)
    if short >= 0x80 {
      let count = Int(short & 0x7F)
      if count == 0 || count > 4 { throw .form }
      length = 0
      for _ in 0..<count {
        guard let byte = bytes.popFirst() else { throw .truncated }
        length = length << 8 | Int(byte)
      }
    }
    if length > bytes.count { throw .truncated }
    rest = bytes.dropFirst(length)
    return bytes.prefix(length)
  }
}

/// Writes elements of DER.
enum DERWriter {
  /// An element with this content, which has less than 65,536 bytes.
  static func element(_ tag: DERReader.Tag, _ content: [UInt8]) -> [UInt8] {
    precondition(content.count < 1 << 16, "what is written here is short")
    let length: [UInt8] =
      switch content.count {
      case ..<0x80: [UInt8(content.count)]
      case ..<0x100: [0x81, UInt8(content.count)]
      default: [0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)]
      }
    return [tag.rawValue] + length + content
  }

  /// A sequence of elements.
  static func sequence(_ elements: [UInt8]...) -> [UInt8] {
    element(.sequence, elements.flatMap { $0 })
  }
}
