import Glibc
import TestKit
import Testing

/// `kill -9` at any instant loses nothing that anybody has been told.
@Suite(.blocking, .timeLimit(.minutes(60)))
struct KillTests {
  /// 50 at every change, 1,000 in `make torture`.
  private static let kills = unsafe getenv("CONSTAT_TORTURE") == nil ? 50 : 1_000
  private static let seed: UInt64 = 0x5EED_0001

  /// What a reader sees of the record.
  private struct Seen {
    let samples: Int64
    let incidents: Set<String>
  }

  @Test func `nothing acknowledged is lost by kill -9, and nothing is invented`() throws {
    var random = SplitMix64(seed: Self.seed)
    let target = SwitchedTarget()
    let noise = SwitchedTarget()
    noise.become(.alternating)
    var configuration = ConfigurationText(target)
    // Changes of state, so that commits are under way all the time.
    configuration.checks += (0..<12).map { ("noise-\($0)", "http: \"\(noise.url)\"") }
    let stage = try Stage(configuration)
    var told: Set<String> = []
    var acknowledged: Int64 = 0
    for kill in 1...Self.kills {
      let daemon = try stage.start()
      if kill % 7 == 0 { target.become(.errorPage) }
      if kill % 7 == 3 { target.become(.up) }
      pass(.milliseconds(Int.random(in: 0...1_200, using: &random)))
      let before = try seen(stage)
      daemon.signal(SIGKILL)
      try #require(daemon.end() == .signal(SIGKILL), "kill \(kill): \(daemon.errors)")
      told.formUnion(openings(in: daemon.errors))
      let after = try seen(stage)
      // A sample is only ever added.
      #expect(after.samples >= before.samples, "kill \(kill) of seed \(Self.seed)")
      #expect(before.samples >= acknowledged, "kill \(kill) of seed \(Self.seed)")
      #expect(after.incidents.isSuperset(of: before.incidents), "kill \(kill)")
      #expect(after.samples <= target.accepted, "kill \(kill): samples that nobody took")
      acknowledged = after.samples
    }
    let last = try stage.start()
    try #require(target.waitForConnections(2), "\(last.errors)")
    stage.stop(last)
    let end = try seen(stage)
    #expect(end.samples > acknowledged)
    #expect(end.incidents.count == told.union(openings(in: last.errors)).count)
    print(
      "kills: \(Self.kills), seed \(Self.seed): \(target.accepted) probes of the check, "
        + "\(end.samples) samples in the record, 0 acknowledged ones lost, "
        + "\(end.incidents.count) incidents, each told once"
    )
  }

  private func seen(_ stage: Stage) throws -> Seen {
    let result = try stage.constat("report", ["shop", "--format", "json"])
    guard result.ending == .exit(0) else { return Seen(samples: 0, incidents: []) }
    let report = try result.json()
    return Seen(
      samples: report["evidence"]?["samples"]?.number ?? 0,
      incidents: Set((report["incidents"]?.list ?? []).compactMap { $0["id"]?.text })
    )
  }

  /// The lines that told of an incident.
  private func openings(in errors: String) -> [String] {
    errors.split(separator: "\n").filter { $0.contains("incident opened: ") }.map(String.init)
  }
}
