import Posix
import Testing

@testable import Demonstration

@Suite struct DemonstrationOptionsTests {
  private func error(_ change: (inout DemonstrationOptions) -> Void) -> DemonstrationError? {
    var options = DemonstrationOptions()
    options.ports = [:]
    change(&options)
    do throws(DemonstrationError) {
      _ = try DemonstrationProvider(options) { _ in }
      return nil
    } catch {
      return error
    }
  }

  @Test func `an address is a literal`() {
    #expect(error { $0.address = "localhost" } == .address("localhost"))
    #expect(error { $0.address = "::1" } == nil)
  }

  @Test(arguments: [0, -1, 1_001] as [Int64])
  func `a speed out of range is refused`(speed: Int64) {
    #expect(error { $0.speed = speed } == .speed(speed))
  }

  @Test func `a port that is taken is named with what to do`() throws {
    let other = try StreamSocket.listening(on: .loopback())
    let port = try other.localAddress()?.port
    let error = error { $0.ports = [.api: port ?? 0] }
    #expect(error?.description.contains("api can't listen at 127.0.0.1:\(port ?? 0)") == true)
    #expect(error?.description.contains("; stop what listens there, or ") == true)
    _ = consume other
  }
}
