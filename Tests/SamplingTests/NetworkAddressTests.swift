import Sampling
import Testing

@Suite struct NetworkAddressTests {
  private func address(_ groups: [UInt16]) -> NetworkAddress? {
    NetworkAddress(bytes: groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
  }

  /// RFC 5952, section 4.
  @Test(
    arguments: [
      ([0x2001, 0xdb8, 0, 0, 0, 0, 2, 1], "2001:db8::2:1"),
      ([0x2001, 0xdb8, 0, 1, 1, 1, 1, 1], "2001:db8:0:1:1:1:1:1"),
      ([0x2001, 0, 0, 1, 0, 0, 0, 1], "2001:0:0:1::1"),
      ([0x2001, 0xdb8, 0, 0, 1, 0, 0, 1], "2001:db8::1:0:0:1"),
      ([0, 0, 0, 0, 0, 0, 0, 0], "::"),
      ([0, 0, 0, 0, 0, 0, 0, 1], "::1"),
      ([1, 0, 0, 0, 0, 0, 0, 0], "1::"),
      ([0xfe80, 0, 0, 0, 0xABCD, 0, 0, 0x00EF], "fe80::abcd:0:0:ef"),
      ([1, 2, 3, 4, 5, 6, 7, 8], "1:2:3:4:5:6:7:8"),
    ] as [([UInt16], String)]
  )
  func `an IPv6 address is written by RFC 5952`(groups: [UInt16], text: String) {
    #expect(address(groups)?.description == text)
    #expect(address(groups)?.isIPv6 == true)
  }

  @Test func `an IPv4 address is written with points`() {
    let address = NetworkAddress(bytes: [192, 0, 2, 255])
    #expect(address?.description == "192.0.2.255")
    #expect(address?.isIPv6 == false)
  }

  @Test func `only 4 or 16 bytes are an address`() {
    for count in 0...20 {
      let address = NetworkAddress(bytes: Array(repeating: 1, count: count))
      #expect((address != nil) == (count == 4 || count == 16))
    }
  }
}
