import Chronology
import Sampling

extension NetworkAddress {
  /// Reads an IPv4 address as four decimal numbers, or an IPv6 address; nil for anything else.
  ///
  /// No zone, no brackets, no leading zeros in IPv4. Source: RFC 4291, section 2.2.
  init?(_ text: some StringProtocol) {
    guard let bytes = text.contains(":") ? version6(text) : version4(text) else { return nil }
    self.init(bytes: bytes)
  }
}

private func version4(_ text: some StringProtocol) -> [UInt8]? {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  guard parts.count == 4 else { return nil }
  var bytes: [UInt8] = []
  for part in parts {
    // A leading zero is octal to some readers and decimal to others.
    guard part.utf8.count == 1 || part.first != "0", let number = decimal(part.utf8),
      let byte = UInt8(exactly: number)
    else { return nil }
    bytes.append(byte)
  }
  return bytes
}

private func version6(_ text: some StringProtocol) -> [UInt8]? {
  guard text.utf8.count <= 45 else { return nil }
  let text = String(text)
  guard let gap = text.firstIndex(of: ":").flatMap({ doubleColon(in: text, from: $0) }) else {
    return groups(text).flatMap { $0.count == 16 ? $0 : nil }
  }
  let head = text[..<gap]
  let tail = text[text.index(gap, offsetBy: 2)...]
  guard let first = head.isEmpty ? [] : groups(String(head), isLast: false),
    let last = tail.isEmpty ? [] : groups(String(tail)), first.count + last.count <= 14
  else { return nil }
  return first + Array(repeating: 0, count: 16 - first.count - last.count) + last
}

/// Where the first `::` begins.
private func doubleColon(in text: String, from start: String.Index) -> String.Index? {
  var index = start
  while index < text.endIndex {
    let next = text.index(after: index)
    if text[index] == ":", next < text.endIndex, text[next] == ":" { return index }
    index = next
  }
  return nil
}

/// The bytes of groups of up to four hexadecimal digits; the last of the address may be IPv4.
private func groups(_ text: String, isLast: Bool = true) -> [UInt8]? {
  var bytes: [UInt8] = []
  let parts = text.split(separator: ":", omittingEmptySubsequences: false)
  for (index, part) in parts.enumerated() {
    if isLast, index == parts.count - 1, part.contains(".") {
      guard let tail = version4(part) else { return nil }
      bytes += tail
      continue
    }
    guard (1...4).contains(part.utf8.count), part.allSatisfy({ $0.isASCII && $0.isHexDigit }),
      let group = UInt16(part, radix: 16)
    else { return nil }
    bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
  }
  return bytes
}
