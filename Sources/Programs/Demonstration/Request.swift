/// What has been read of an HTTP request: its head, never its body.
struct Request {
  /// How far the reading is.
  enum State: Equatable {
    /// The head isn't whole.
    case incomplete
    /// A method that asks for a page; `HEAD` wants no body.
    case page(withBody: Bool)
    /// The answer is this error, whatever the story says.
    case refused(status: Int)
  }

  /// The longest head that is read, in bytes.
  static let longestHead = 8_192
  /// The most bytes taken after the head before the connection is closed.
  static let mostExcess = 65_536

  private var head: [UInt8] = []
  private(set) var state = State.incomplete
  private(set) var excess = 0

  /// Takes what was received.
  mutating func take(_ bytes: [UInt8]) {
    guard state == .incomplete else {
      excess += bytes.count
      return
    }
    // A terminator may lie across two reads.
    let start = max(0, head.count - 3)
    head.append(contentsOf: bytes)
    if let end = Self.end(of: head, from: start) {
      state = end <= Self.longestHead ? Self.read(head[..<end]) : .refused(status: 431)
    } else if head.count > Self.longestHead {
      state = .refused(status: 431)
    }
    if state != .incomplete { head = [] }
  }

  /// Where the empty line ends that closes the head; nil when it hasn't come.
  private static func end(of head: [UInt8], from start: Int) -> Int? {
    for index in start..<head.count where head[index] == UInt8(ascii: "\n") {
      if index >= 1, head[index - 1] == UInt8(ascii: "\n") { return index + 1 }
      if index >= 3, head[index - 1] == UInt8(ascii: "\r"), head[index - 2] == UInt8(ascii: "\n") {
        return index + 1
      }
    }
    return nil
  }

  /// Reads the request line, RFC 9112, section 3.
  private static func read(_ head: ArraySlice<UInt8>) -> State {
    let line = head.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 3, words[2].starts(with: "HTTP/1.".utf8), words[1].first != nil else {
      return .refused(status: 400)
    }
    if words[0].elementsEqual("GET".utf8) { return .page(withBody: true) }
    if words[0].elementsEqual("HEAD".utf8) { return .page(withBody: false) }
    return .refused(status: 405)
  }
}
