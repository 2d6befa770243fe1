/// An IPv4 or IPv6 address, without a port or a zone.
package struct NetworkAddress: Hashable, Sendable {
  /// 4 or 16 bytes in network order.
  package let bytes: [UInt8]

  /// The address of 4 or 16 `bytes`; nil for any other count.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// Whether it is an IPv6 address.
  package var isIPv6: Bool { bytes.count == 16 }
}

extension NetworkAddress: CustomStringConvertible {
  /// The address as text; IPv6 by RFC 5952 (lower case, the longest run of zeros as `::`).
  package var description: String {
    guard isIPv6 else { return bytes.map { String($0) }.joined(separator: ".") }
    let groups = stride(from: 0, to: 16, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
    guard let zeros = longestZeroRun(in: groups) else {
      return hexadecimal(groups[...])
    }
    return hexadecimal(groups[..<zeros.lowerBound]) + "::"
      + hexadecimal(groups[zeros.upperBound...])
  }

  private func hexadecimal(_ groups: ArraySlice<Int>) -> String {
    groups.map { String($0, radix: 16) }.joined(separator: ":")
  }

  /// The first longest run of two or more zero groups.
  private func longestZeroRun(in groups: [Int]) -> Range<Int>? {
    var longest: Range<Int>?
    var start = 0
    for index in 0...groups.count where index == groups.count || groups[index] != 0 {
      if index - start >= max(2, (longest?.count ?? 1) + 1) { longest = start..<index }
      start = index + 1
    }
    return longest
  }
}
