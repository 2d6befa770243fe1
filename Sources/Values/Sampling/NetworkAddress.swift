/// An IPv4 or IPv6 address, without a port or a zone.
///
/// Every sample has one: it takes no memory of its own, so that a sample is copied as it stands.
package struct NetworkAddress: Hashable, Sendable {
  /// The first eight bytes of an IPv6 address, as one number; 0 for IPv4.
  private let high: UInt64
  /// The other eight bytes, or the four of an IPv4 address.
  private let low: UInt64
  /// Whether it is an IPv6 address.
  package let isIPv6: Bool

  /// The address of 4 or 16 `bytes` in network order; nil for any other count.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    isIPv6 = bytes.count == 16
    let number = { (part: ArraySlice<UInt8>) in part.reduce(0) { $0 << 8 | UInt64($1) } }
    high = number(bytes.dropLast(8))
    low = number(bytes.suffix(8))
  }

  /// 4 or 16 bytes in network order.
  package var bytes: [UInt8] {
    let bytes = { (number: UInt64, count: Int) in
      (1...count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * (count - $0))) }
    }
    return isIPv6 ? bytes(high, 8) + bytes(low, 8) : bytes(low, 4)
  }
}

extension NetworkAddress: CustomStringConvertible {
  /// The address as text; IPv6 by RFC 5952 (lower case, the longest run of zeros as `::`).
  package var description: String {
    let bytes = bytes
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
