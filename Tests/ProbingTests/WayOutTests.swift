import Posix
import Sampling
import TestKit
import Testing

@testable import Probing

@Suite struct WayOutTests {
  /// A kernel whose routes come and go.
  private final class Routes {
    var families: Set<Bool> = []
    var questions = 0

    func wayOut() -> WayOut {
      WayOut { address in
        self.questions += 1
        return self.families.contains(address.isIPv6)
      }
    }
  }

  @Test func `A way that was never there is not lost`() {
    let routes = Routes()
    var wayOut = routes.wayOut()
    wayOut.look()
    #expect(!wayOut.isLost(isIPv6: false))
    #expect(!wayOut.isLost(isIPv6: true))
  }

  @Test func `A way that was there is lost while it is missing, each family by itself`() {
    let routes = Routes()
    var wayOut = routes.wayOut()
    wayOut.look()
    routes.families = [false]
    #expect(!wayOut.isLost(isIPv6: false))
    wayOut.look()
    routes.families = []
    #expect(wayOut.isLost(isIPv6: false))
    #expect(!wayOut.isLost(isIPv6: true))
    routes.families = [false]
    #expect(!wayOut.isLost(isIPv6: false))
  }

  @Test func `A way that is known is not asked for again`() {
    let routes = Routes()
    routes.families = [false, true]
    var wayOut = routes.wayOut()
    wayOut.look()
    wayOut.look()
    #expect(routes.questions == 2)
  }

  @Test func `A redirect to this host counts only from this host`() {
    let flight = Flight(index: 0)
    func mayTry(_ goal: [UInt8], from source: [UInt8]?) -> Bool {
      let address = SocketAddress(bytes: goal, port: 80)
      flight.destination = Destination(host: address.literal, port: 80, isSecure: false, url: "")
      flight.redirects = source == nil ? 0 : 1
      flight.redirector = source.flatMap { .init(bytes: $0) }
      return flight.mayTryAddress
    }
    #expect(mayTry([127, 0, 0, 1], from: nil))
    #expect(mayTry([127, 0, 0, 1], from: [127, 0, 0, 2]))
    #expect(!mayTry([127, 0, 0, 1], from: [192, 0, 2, 1]))
    #expect(mayTry([192, 0, 2, 2], from: [192, 0, 2, 1]))
    #expect(mayTry([255, 255, 255, 255], from: nil))
    #expect(!mayTry([255, 255, 255, 255], from: [192, 0, 2, 1]))
  }
}
