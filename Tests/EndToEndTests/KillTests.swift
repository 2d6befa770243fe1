import Glibc
import TestKit
import Testing

/// `kill -9` at any instant loses nothing that anybody has been told.
@Suite(.blocking, .timeLimit(.minutes(60)))
struct KillTests {
  /// Kills of one store.
  private static let kills = Seeds.isFull ? 50 : 25
  /// Two stores at every change, one of a fixed and one of a fresh seed; 20, and so 1,000 kills, in
  /// `make torture`.
  private static let seeds = Seeds.isFull ? Array(1...20) : Seeds.both

  /// What a reader sees of the record: samples, and incidents as `storefront 06:47:10Z`.
  private struct Seen {
    let samples: Int64
    let incidents: Set<String>
  }

  /// The incidents that the daemons told of.
  private struct Tellings {
    private(set) var all: Set<String> = []
    /// How often one was told that an earlier daemon had told: a kill came between the telling and
    /// its mark.
    private(set) var repeated = 0

    /// Adds what one daemon told in its life: nothing twice.
    mutating func add(_ openings: [String], kill: Int) {
      let new = Set(openings)
      #expect(new.count == openings.count, "kill \(kill): told twice by one daemon")
      repeated += all.intersection(new).count
      all.formUnion(new)
    }
  }

  @Test(arguments: seeds)
  func `nothing acknowledged is lost by kill -9, and nothing is invented`(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let targets = [SwitchedTarget(), SwitchedTarget()]
    let stage = try Stage(configuration(targets))
    var told = Tellings()
    var acknowledged: Int64 = 0
    for kill in 1...Self.kills {
      let daemon = try stage.start()
      // Outages that begin and end in the lives of different daemons.
      if kill % 7 == 1 { targets[0].become(.errorPage) }
      if kill % 7 == 4 { targets[0].become(.up) }
      targets[1].become(kill % 2 == 0 ? .alternating : .up)
      pass(.milliseconds(Int.random(in: 0...1_200, using: &random)))
      let before = try seen(stage)
      daemon.signal(SIGKILL)
      try #require(daemon.end() == .signal(SIGKILL), "kill \(kill): \(daemon.errors)")
      let after = try seen(stage)
      told.add(openings(in: daemon.errors), kill: kill)
      #expect(before.samples >= acknowledged, "kill \(kill) of seed \(seed)")
      #expect(after.samples >= before.samples, "kill \(kill) of seed \(seed)")
      #expect(after.samples <= targets.reduce(0) { $0 + $1.accepted }, "kill \(kill): invented")
      #expect(after.incidents.isSuperset(of: before.incidents), "kill \(kill)")
      #expect(after.incidents.isSuperset(of: told.all), "kill \(kill): told, and not in the record")
      acknowledged = after.samples
    }
    let last = try stage.start()
    try #require(targets[0].waitForConnections(2), "\(last.errors)")
    stage.stop(last)
    let end = try seen(stage)
    #expect(end.samples > acknowledged)
    told.add(openings(in: last.errors), kill: Self.kills)
    #expect(told.all == end.incidents, "in the record, and not told")
    print(
      "\(Self.kills) kills, seed \(seed): \(targets.reduce(0) { $0 + $1.accepted }) probes, "
        + "\(end.samples) samples recorded, none lost that a reader had seen, "
        + "\(end.incidents.count) incidents, all told, \(told.repeated) of them again after a kill"
    )
  }

  /// Twelve checks, so that commits are under way all the time; each has its service.
  private func configuration(_ targets: [SwitchedTarget]) -> ConfigurationText {
    var configuration = ConfigurationText(targets[0])
    configuration.checks = (0..<12).map { ("c\($0)", "http: \"\(targets[$0 % 2].url)\"") }
    configuration.services = (0..<12).map { ("s\($0)", "c\($0)") }
    return configuration
  }

  private func seen(_ stage: Stage) throws -> Seen {
    let result = try stage.constat("report", ["shop", "--format", "json"] + Stage.ever)
    guard result.ending == .exit(0) else { return Seen(samples: 0, incidents: []) }
    let report = try result.json()
    let incidents = (report["incidents"]?.list ?? []).compactMap { incident -> String? in
      guard let service = incident["service"]?.text, let opened = incident["opened"]?.text,
        let time = opened.split(separator: "T").last?.prefix(8)
      else { return nil }
      return "\(service) \(time)Z"
    }
    return Seen(
      samples: report["evidence"]?["samples"]?.number ?? 0,
      incidents: Set(incidents)
    )
  }

  /// The incidents that these lines tell of: `<3>incident opened: s3 is down since 06:47:10Z (…`.
  private func openings(in errors: String) -> [String] {
    errors.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard line.hasPrefix("<3>incident opened: "), words.count > 6 else { return nil }
      return "\(words[2]) \(words[6])"
    }
  }
}
