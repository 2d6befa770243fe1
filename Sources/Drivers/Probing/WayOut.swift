import Posix

/// Whether this host still has the way to the internet that it once had, by each family.
///
/// It is what tells our own network's loss from an address that the target chose so that nobody can
/// reach it. The kernel is asked for an address that no target chose, and no packet is sent. A family
/// without a way so far, such as IPv6 on a host that has only IPv4, is never lost: else every provider
/// could name an IPv6 address and be free of its downtime.
struct WayOut {
  /// An address of a.root-servers.net: it is reached by the default route only.
  private static let ipv4 = SocketAddress(bytes: [198, 41, 0, 4], port: 53)
  /// 2001:503:ba3e::2:30, the same server's.
  private static let ipv6 = SocketAddress(
    bytes: [0x20, 0x01, 0x05, 0x03, 0xBA, 0x3E, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0x30],
    port: 53
  )

  private let hasRoute: (SocketAddress) -> Bool
  private var hadIPv4 = false
  private var hadIPv6 = false

  /// Knows of no way yet.
  ///
  /// - Parameter hasRoute: Asks the kernel.
  init(_ hasRoute: @escaping (SocketAddress) -> Bool = { $0.hasRoute }) {
    self.hasRoute = hasRoute
  }

  /// Notes the ways that there are; those that are known are not asked for.
  mutating func look() {
    if !hadIPv4 { hadIPv4 = hasRoute(WayOut.ipv4) }
    if !hadIPv6 { hadIPv6 = hasRoute(WayOut.ipv6) }
  }

  /// Whether the family's way was there and is not any more.
  func isLost(isIPv6: Bool) -> Bool {
    isIPv6 ? hadIPv6 && !hasRoute(WayOut.ipv6) : hadIPv4 && !hasRoute(WayOut.ipv4)
  }
}
