import Glibc

/// An IPv4 or IPv6 address with a port.
package struct SocketAddress: Hashable, Sendable {
  /// 4 bytes (IPv4) or 16 bytes (IPv6), in network order.
  package let bytes: [UInt8]
  /// 0 asks for any port when listening.
  package let port: UInt16

  /// Wraps an address.
  ///
  /// - Precondition: 4 or 16 bytes.
  package init(bytes: [UInt8], port: UInt16) {
    precondition(bytes.count == 4 || bytes.count == 16, "an address has 4 or 16 bytes")
    self.bytes = bytes
    self.port = port
  }

  /// Reads an address literal: `192.0.2.1` or `2001:db8::1`, without brackets or zone.
  ///
  /// The corresponding C function is `inet_pton`.
  package init?(_ literal: String, port: UInt16) {
    let family = literal.utf8.contains(UInt8(ascii: ":")) ? AF_INET6 : AF_INET
    if literal.utf8.contains(0) { return nil }
    var bytes = [UInt8](repeating: 0, count: family == AF_INET6 ? 16 : 4)
    if unsafe inet_pton(family, literal, &bytes) != 1 { return nil }
    self.init(bytes: bytes, port: port)
  }

  /// 127.0.0.1.
  package static func loopback(port: UInt16 = 0) -> SocketAddress {
    SocketAddress(bytes: [127, 0, 0, 1], port: port)
  }

  /// Whether it is an IPv6 address.
  package var isIPv6: Bool { bytes.count == 16 }

  /// The address without the port, in the form of RFC 5952 for IPv6.
  ///
  /// The corresponding C function is `inet_ntop`.
  package var literal: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let size = socklen_t(text.count)
    guard unsafe inet_ntop(family, bytes, &text, size) != nil else { return "" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension SocketAddress: CustomStringConvertible {
  /// `192.0.2.1:443` or `[2001:db8::1]:443`.
  package var description: String {
    isIPv6 ? "[\(literal)]:\(port)" : "\(literal):\(port)"
  }
}

extension SocketAddress {
  var family: CInt { isIPv6 ? AF_INET6 : AF_INET }

  /// Runs `body` with the address as C wants it.
  ///
  /// The layouts are those of `sockaddr_in` and `sockaddr_in6` in ip(7) and ipv6(7).
  func withSystemAddress<Result>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    var storage = sockaddr_storage()
    storage.ss_family = sa_family_t(family)
    unsafe withUnsafeMutableBytes(of: &storage) { raw in
      unsafe raw[2] = UInt8(port >> 8)
      unsafe raw[3] = UInt8(port & 0xFF)
      let start = isIPv6 ? 8 : 4
      for (index, byte) in bytes.enumerated() { unsafe raw[start + index] = byte }
    }
    let length = isIPv6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
    return unsafe withUnsafePointer(to: storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe body(address, socklen_t(length))
      }
    }
  }

  /// Lets C write an address.
  ///
  /// - Returns: nil for a family other than the two.
  static func reading(
    _ call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> CInt
  ) throws(Errno) -> SocketAddress? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe call(address, &length)
      }
    }
    if result < 0 { throw Errno.current }
    let raw = unsafe withUnsafeBytes(of: &storage) { unsafe Array($0.prefix(24)) }
    let port = UInt16(raw[2]) << 8 | UInt16(raw[3])
    switch CInt(storage.ss_family) {
    case AF_INET: return SocketAddress(bytes: Array(raw[4..<8]), port: port)
    case AF_INET6: return SocketAddress(bytes: Array(raw[8..<24]), port: port)
    default: return nil
    }
  }
}
