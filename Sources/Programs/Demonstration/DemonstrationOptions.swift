/// Where the demonstration listens and how it plays.
package struct DemonstrationOptions: Hashable, Sendable {
  /// The address to listen on, an IPv4 or IPv6 literal.
  package var address = "127.0.0.1"
  /// The port of each service; 0 takes any that is free.
  package var ports = DemonstrationOptions.ports(from: DemonstrationOptions.firstPort)
  /// What the lengths of the waits are drawn from; the same seed, the same waits.
  package var seed: UInt64 = 1
  /// How many times faster the story and the waits are; 1 to 1,000.
  package var speed: Int64 = 1
  /// What is played.
  package var script = Script.story

  /// The port of the first service as `constat demo` plays it and `config/quickstart.yaml` watches
  /// it.
  package static let firstPort: UInt16 = 8_480

  /// The demonstration as `constat demo` plays it.
  package init() {}

  /// Each service's port: that of the first one, and those that follow it; at most 65,533.
  package static func ports(from first: UInt16) -> [DemonstrationService: UInt16] {
    var ports: [DemonstrationService: UInt16] = [:]
    for (index, service) in DemonstrationService.allCases.enumerated() {
      ports[service] = first + UInt16(index)
    }
    return ports
  }
}

/// Why the demonstration can't begin.
package enum DemonstrationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Not an address literal.
  case address(String)
  /// Not in 1 to 1,000.
  case speed(Int64)
  /// The service can't listen there; the reason is the system's.
  case listen(DemonstrationService, at: String, reason: String)
  /// The system has no room for another set of descriptors; the reason is its own.
  case system(reason: String)

  /// One line with what to do.
  package var description: String {
    switch self {
    case .address(let text):
      "\"\(text)\" is no address: give an IPv4 or IPv6 literal such as 127.0.0.1"
    case .speed(let speed):
      "the demonstration can't be \(speed) times as fast: give 1 to 1000"
    case .listen(let service, let place, let reason):
      "the demonstration's \(service.rawValue) can't listen at \(place): \(reason); "
        + "stop what listens there, or give another port by --port"
    case .system(let reason):
      "the demonstration can't begin: \(reason)"
    }
  }
}
