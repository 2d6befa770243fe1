/// Splits Swift text into tokens and comments: enough of the grammar to tell code from text.
///
/// It knows nested comments, escapes, interpolation, raw and multi-line strings and names in
/// back-ticks. It does not know regular expressions between bare slashes; nothing here uses them.
struct Lexer {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private(set) var tokens: [Token] = []
  private(set) var comments: [CommentLine] = []

  /// Reads all of `text`.
  init(_ text: String) {
    bytes = Array(text.utf8)
    readCode(untilClosingParenthesis: false)
  }

  private func byte(_ offset: Int = 0) -> UInt8 {
    let index = position + offset
    return index < bytes.count ? bytes[index] : 0
  }

  private func text(from start: Int) -> String {
    String(decoding: bytes[start..<min(position, bytes.count)], as: UTF8.self)
  }

  private mutating func append(_ kind: Token.Kind, from start: Int) {
    tokens.append(
      Token(kind: kind, text: text(from: start), line: line, isJoined: isJoined(start))
    )
  }

  private func isJoined(_ start: Int) -> Bool {
    start > 0 && ![UInt8.space, .tab, .newline].contains(bytes[start - 1])
  }

  private mutating func readCode(untilClosingParenthesis isInterpolation: Bool) {
    var depth = 0
    while position < bytes.count {
      let current = byte()
      switch current {
      case .newline:
        line += 1
        position += 1
      case .space, .tab, .carriageReturn:
        position += 1
      case .slash where byte(1) == .slash:
        readLineComment()
      case .slash where byte(1) == .star:
        readBlockComment()
      case .quote:
        readString(hashes: 0)
      case .hash where startsRawString:
        readRawString()
      case .backTick:
        readQuotedName()
      case _ where current.isDigit:
        readNumber()
      case _ where current.startsWord:
        let start = position
        while byte().continuesWord { position += 1 }
        append(.word, from: start)
      default:
        position += 1
        append(.sign, from: position - 1)
        if current == .openParenthesis { depth += 1 }
        if current == .closeParenthesis { depth -= 1 }
        if isInterpolation, depth == 0 { return }
      }
    }
  }

  private var startsRawString: Bool {
    var offset = 0
    while byte(offset) == .hash { offset += 1 }
    return byte(offset) == .quote
  }

  private mutating func readLineComment() {
    let start = position
    while position < bytes.count, byte() != .newline { position += 1 }
    let text = text(from: start)
    comments.append(
      CommentLine(text: text, line: line, isDocumentation: text.hasPrefix("///"))
    )
  }

  private mutating func readBlockComment() {
    let isDocumentation = byte(2) == .star && byte(3) != .slash
    var depth = 0
    var start = position
    repeat {
      if byte() == .slash, byte(1) == .star {
        depth += 1
        position += 2
      } else if byte() == .star, byte(1) == .slash {
        depth -= 1
        position += 2
      } else {
        if byte() == .newline {
          comments.append(
            CommentLine(text: text(from: start), line: line, isDocumentation: isDocumentation)
          )
          line += 1
          start = position + 1
        }
        position += 1
      }
    } while depth > 0 && position < bytes.count
    comments.append(
      CommentLine(text: text(from: start), line: line, isDocumentation: isDocumentation)
    )
  }

  private mutating func readRawString() {
    var hashes = 0
    while byte() == .hash {
      hashes += 1
      position += 1
    }
    readString(hashes: hashes)
  }

  /// Reads from the opening quote to behind the closing one and its hashes.
  private mutating func readString(hashes: Int) {
    let start = position
    let firstLine = line
    let place = tokens.count
    let isMultiline = byte(1) == .quote && byte(2) == .quote
    let quotes = isMultiline ? 3 : 1
    position += quotes
    var content: [UInt8] = []
    while position < bytes.count {
      if byte() == .backslash, isFollowed(by: hashes, of: .hash, at: 1) {
        position += 1 + hashes
        if byte() == .openParenthesis {
          readCode(untilClosingParenthesis: true)
          content += Array("\u{FFFC}".utf8)
        } else {
          if byte() == .newline { line += 1 }
          position += 1
        }
      } else if isFollowed(by: quotes, of: .quote, at: 0),
        isFollowed(by: hashes, of: .hash, at: quotes)
      {
        position += quotes + hashes
        break
      } else if byte() == .newline, !isMultiline {
        break
      } else {
        if byte() == .newline { line += 1 }
        content.append(byte())
        position += 1
      }
    }
    let text = String(decoding: content, as: UTF8.self)
    tokens.insert(
      Token(kind: .string, text: text, line: firstLine, isJoined: isJoined(start)),
      at: place
    )
  }

  private func isFollowed(by count: Int, of expected: UInt8, at offset: Int) -> Bool {
    for index in 0..<count where byte(offset + index) != expected { return false }
    return true
  }

  private mutating func readQuotedName() {
    position += 1
    let start = position
    while position < bytes.count, byte() != .backTick, byte() != .newline { position += 1 }
    append(.word, from: start)
    if byte() == .backTick { position += 1 }
  }

  private mutating func readNumber() {
    let start = position
    let isMember = [".", "$"].contains(tokens.last?.text)
    while byte().continuesWord { position += 1 }
    // `pair.0.1` is two members, and so is `$0.1`; `1...5` is a range.
    if !isMember, byte() == .dot, byte(1).isDigit {
      position += 1
      while byte().continuesWord { position += 1 }
    }
    append(.number, from: start)
  }
}

extension UInt8 {
  fileprivate static let newline = UInt8(ascii: "\n")
  fileprivate static let carriageReturn = UInt8(ascii: "\r")
  fileprivate static let tab = UInt8(ascii: "\t")
  fileprivate static let space = UInt8(ascii: " ")
  fileprivate static let slash = UInt8(ascii: "/")
  fileprivate static let star = UInt8(ascii: "*")
  fileprivate static let quote = UInt8(ascii: "\"")
  fileprivate static let hash = UInt8(ascii: "#")
  fileprivate static let backTick = UInt8(ascii: "`")
  fileprivate static let backslash = UInt8(ascii: "\\")
  fileprivate static let dot = UInt8(ascii: ".")
  fileprivate static let openParenthesis = UInt8(ascii: "(")
  fileprivate static let closeParenthesis = UInt8(ascii: ")")

  fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  fileprivate var startsWord: Bool {
    let lower = self | 0x20
    return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
      || self == UInt8(ascii: "_") || self >= 0x80
  }

  fileprivate var continuesWord: Bool { startsWord || isDigit }
}
