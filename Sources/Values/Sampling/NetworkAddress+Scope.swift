extension NetworkAddress {
  /// Whether it is this host itself: 127.0.0.0/8 or ::1.
  package var isLoopback: Bool {
    let bytes = embedded
    if bytes.count == 4 { return bytes[0] == 127 }
    return bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
  }

  /// Whether it can be the address of one host, seen from everywhere: not the unspecified one
  /// (0.0.0.0/8, ::), broadcast (255.255.255.255), multicast (224.0.0.0/4, ff00::/8) or link-local
  /// (169.254.0.0/16, fe80::/10).
  ///
  /// Source: RFC 6890 §2.2, RFC 5771, RFC 4291 §2.4.
  package var isHostAddress: Bool {
    let bytes = embedded
    if bytes.count == 4 {
      return bytes[0] != 0 && bytes[0] & 0xF0 != 224 && bytes[..<2] != [169, 254]
        && bytes != [255, 255, 255, 255]
    }
    let isLinkLocal = bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
    return bytes[0] != 0xFF && !isLinkLocal && !bytes.allSatisfy { $0 == 0 }
  }

  /// The IPv4 address that an IPv6 one stands for (::ffff:0:0/96, RFC 4291 §2.5.5.2), else its own.
  private var embedded: [UInt8] {
    let prefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    return isIPv6 && bytes.starts(with: prefix) ? Array(bytes.suffix(4)) : bytes
  }
}
