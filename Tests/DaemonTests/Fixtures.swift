import Agreement
import Chronology
import ConfigFile
import Events
import Execution
import Posix
import Reporting
import Sampling
import Storage
import StoreFormat
import TestKit

@testable import Daemon

struct BadFixture: Error {}

func checkID(_ text: String) throws -> CheckID {
  guard let id = CheckID(text) else { throw BadFixture() }
  return id
}

func at(_ seconds: Int64) -> Instant { RandomHistory.origin + .seconds(seconds) }

/// A TCP check of a port at which nobody listens.
func check(
  _ name: String,
  interval: TimeAmount = .seconds(10),
  timeout: TimeAmount = .milliseconds(900),
  port: UInt16 = 1
) throws -> Check {
  Check(
    id: try checkID(name),
    probe: .tcp(HostPort(host: "127.0.0.1", port: port)),
    interval: interval,
    timeout: timeout
  )
}

func configuration(_ checks: [Check], agreements: [Agreement] = []) -> Configuration {
  Configuration(
    vantage: "here",
    store: "/nowhere",
    resolver: .system,
    checks: checks,
    agreements: agreements,
    sha256: "00"
  )
}

/// The plan of checks that are numbered in their order.
func plan(_ checks: [Check]) throws -> Plan {
  try Plan(configuration(checks), series: checks.indices.map { SeriesID(number: UInt32($0)) })
}

/// An agreement on the checks of ``RandomHistory``.
func shop(
  _ windows: [WindowRule],
  revision: Int = 1,
  effective: String = "2020-01-01"
) throws -> Agreement {
  guard let effective = CivilDate(effective), let target = Ratio(percentage: "95%"),
    let share = Ratio(percentage: "60%")
  else { throw BadFixture() }
  let limit = LatencyLimit(phase: nil, within: .milliseconds(200), share: share)
  let indicators: [(String, String, Indicator)] = [
    ("web", "front", .availability(AvailabilityTerms(target))),
    ("fast", "front", .latencyShare(limit)),
    ("port", "door", .availability(AvailabilityTerms(target))),
  ]
  return Agreement(
    id: "shop",
    title: "Hosting of the shop",
    revision: revision,
    effective: effective,
    language: .english,
    timeZone: "UTC",
    currency: euro,
    parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
    services: [
      Service(id: "front", description: "The shop answers", check: try checkID("web")),
      Service(id: "door", description: "The port is open", check: try checkID("port")),
    ],
    objectives: windows.enumerated().flatMap { number, window in
      indicators.map { indicator in
        Objective(
          id: "\(indicator.0)-\(number)",
          service: indicator.1,
          indicator: indicator.2,
          window: window
        )
      }
    },
    sha256: "00"
  )
}

/// A list that any thread may add to.
final class Collected<Element: Sendable>: Sendable {
  private let elements = Lock<[Element]>([])

  var all: [Element] { elements.withLock { $0 } }
  var count: Int { elements.withLock { $0.count } }

  func add(_ more: [Element]) { elements.withLock { $0 += more } }

  func takeAll() -> [Element] {
    elements.withLock { elements in
      defer { elements = [] }
      return elements
    }
  }
}
