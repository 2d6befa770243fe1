import Proving
import StoreFormat

/// A bundle's lines, to be changed and put together again.
struct BundleLines {
  var lines: [String]

  init(_ bytes: [UInt8]) {
    lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n",
      omittingEmptySubsequences: true
    ).map(String.init)
  }

  /// All lines as they are.
  var bytes: [UInt8] { Array(lines.map { $0 + "\n" }.joined().utf8) }

  /// All lines, with a last one that is right for them.
  var sealed: [UInt8] {
    get throws { try Self.sealed(Array(lines.dropLast().map { $0 + "\n" }.joined().utf8)) }
  }

  /// Lines with a right last one behind them.
  static func sealed(_ body: [UInt8]) throws -> [UInt8] {
    var digest = try LibcryptoDigest()
    digest.add(body)
    let count = body.count { $0 == 0x0A }
    return body + Array("end \(count) \(digest.finish())\n".utf8)
  }

  /// Where the lines of a word stand.
  func places(_ word: String) -> [Int] {
    lines.indices.filter { lines[$0].hasPrefix(word + " ") }
  }

  /// Changes one word of a line; the line's first word has number 0.
  mutating func change(_ line: Int, _ word: Int, _ change: (String) -> String) {
    var words = lines[line].split(separator: " ", omittingEmptySubsequences: false)
      .map(String.init)
    words[word] = change(words[word])
    lines[line] = words.joined(separator: " ")
  }

  /// Another letter that can stand in base 64 as well.
  static func changed(_ text: String, at offset: Int = 0) -> String {
    var bytes = Array(text.utf8)
    bytes[offset] = bytes[offset] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
    return String(decoding: bytes, as: UTF8.self)
  }
}
