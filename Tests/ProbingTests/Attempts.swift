import Chronology
import Probing
import Sampling
import Testing

/// What the tests of the prober ask of it: one attempt, with nothing of this host in it.
func attempt(
  _ url: String,
  expect expectation: HTTPExpectation = HTTPExpectation(),
  timeout: TimeAmount = .seconds(2),
  degraded: PhaseLimits = PhaseLimits(),
  _ change: (inout LoopSettings) -> Void = { _ in }
) throws -> FinishedProbe {
  let address = try #require(WebAddress(url))
  let probe = Probe.http(HTTPProbe(address: address, expectation: expectation))
  return try attempt(probe, timeout: timeout, degraded: degraded, change)
}

func attempt(
  _ probe: Probe,
  timeout: TimeAmount = .seconds(2),
  degraded: PhaseLimits = PhaseLimits(),
  _ change: (inout LoopSettings) -> Void = { _ in }
) throws -> FinishedProbe {
  var settings = testSettings()
  change(&settings)
  let prepared = try PreparedProbe(probe, timeout: timeout, degraded: degraded)
  // Other tests may keep the loop from running just when a timeout passes: the attempt says that of
  // itself, and is made again.
  for _ in 0..<4 {
    let finished = try SingleProbe.run(prepared, settings: settings)
    if finished.cause != .localLoopLate { return finished }
  }
  return try SingleProbe.run(prepared, settings: settings)
}

/// Without the host's names and certificates.
func testSettings() -> LoopSettings {
  var settings = LoopSettings()
  settings.nameServers = ["127.0.0.1:9"]
  settings.hostsPath = "/dev/null"
  return settings
}

func tcp(_ port: UInt16, host: String = "127.0.0.1") -> Probe {
  .tcp(HostPort(host: host, port: port))
}

extension FinishedProbe {
  var outcome: Outcome? { sample?.outcome }
  var cause: Cause? { sample?.cause }
  var phases: Phases { sample?.phases ?? Phases() }
}
