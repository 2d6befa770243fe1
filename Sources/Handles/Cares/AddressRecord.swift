/// One address of a name, and for how long it may be believed.
package struct AddressRecord: Hashable, Sendable {
  /// Whether it is an IPv6 address.
  package let isIPv6: Bool
  /// The upper 64 bits, highest byte first; 0 for IPv4.
  package let high: UInt64
  /// The lower 64 bits; an IPv4 address is in the lowest 32.
  package let low: UInt64
  /// Seconds, the shortest of the address's own and of the aliases' on the way; 0 is for this use
  /// alone.
  package let timeToLive: Int

  /// A record of these parts.
  package init(isIPv6: Bool, high: UInt64, low: UInt64, timeToLive: Int) {
    self.isIPv6 = isIPv6
    self.high = high
    self.low = low
    self.timeToLive = timeToLive
  }
}
