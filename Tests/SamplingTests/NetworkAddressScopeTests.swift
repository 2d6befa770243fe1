import Sampling
import Testing

@Suite struct NetworkAddressScopeTests {
  private static func ipv6(_ first: [UInt8], _ last: [UInt8]) -> [UInt8] {
    first + [UInt8](repeating: 0, count: 16 - first.count - last.count) + last
  }

  @Test(
    arguments: [
      [0, 0, 0, 0], [0, 1, 2, 3], [224, 0, 0, 1], [239, 255, 255, 255], [255, 255, 255, 255],
      [169, 254, 169, 254], ipv6([], []), ipv6([0xFF, 2], [1]), ipv6([0xFE, 0x80], [1]),
      ipv6([0xFE, 0xBF], [1]), ipv6([], [0xFF, 0xFF, 224, 0, 0, 1]),
      ipv6([], [0xFF, 0xFF, 0, 0, 0, 0]),
    ] as [[UInt8]]
  )
  func `No host has this address, seen from elsewhere`(bytes: [UInt8]) throws {
    #expect(try !#require(NetworkAddress(bytes: bytes)).isHostAddress)
  }

  @Test(
    arguments: [
      [1, 0, 0, 0], [192, 0, 2, 1], [10, 0, 0, 1], [127, 0, 0, 1], [169, 253, 0, 1],
      [223, 255, 255, 255], [240, 0, 0, 1], [255, 255, 255, 254], ipv6([], [1]),
      ipv6([0x20, 0x01, 0x0D, 0xB8], [1]), ipv6([0xFD], [1]), ipv6([0xFE, 0xC0], [1]),
      ipv6([], [0xFF, 0xFF, 192, 0, 2, 1]),
    ] as [[UInt8]]
  )
  func `One host has this address`(bytes: [UInt8]) throws {
    #expect(try #require(NetworkAddress(bytes: bytes)).isHostAddress)
  }

  @Test func `Loopback is known in every spelling`() throws {
    let here: [[UInt8]] = [
      [127, 0, 0, 1], [127, 9, 8, 7], NetworkAddressScopeTests.ipv6([], [1]),
      NetworkAddressScopeTests.ipv6([], [0xFF, 0xFF, 127, 0, 0, 1]),
    ]
    for bytes in here { #expect(try #require(NetworkAddress(bytes: bytes)).isLoopback) }
    let elsewhere: [[UInt8]] = [
      [128, 0, 0, 1], [10, 0, 0, 1], NetworkAddressScopeTests.ipv6([], [2]),
      NetworkAddressScopeTests.ipv6([], []),
    ]
    for bytes in elsewhere { #expect(try !#require(NetworkAddress(bytes: bytes)).isLoopback) }
  }
}
