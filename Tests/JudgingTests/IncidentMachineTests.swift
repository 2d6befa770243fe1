import Chronology
import Sampling
import Testing

@testable import Judging

@Suite struct IncidentMachineTests {
  @Test func `each sample moves the machine as the table says`() throws {
    let story: [(Character, Condition)] = [
      ("G", .up), ("B", .suspect), ("G", .up), ("B", .suspect), ("V", .suspect), ("B", .down),
      ("B", .down), ("G", .recovering), ("B", .down), ("G", .recovering), ("V", .recovering),
      ("D", .up), ("B", .suspect), ("G", .up),
    ]
    var judge = try judge()
    for ((letter, expected), slot) in zip(story, 0...) {
      judge.take(sample(Int64(slot) * 60, letter))
      #expect(judge.condition(of: try storefront) == expected, "slot \(slot)")
    }
    let incident = try #require(judge.incidents(of: storefront).first)
    #expect(judge.incidents(of: try storefront).count == 1)
    #expect(judge.openIncidents.isEmpty)
    #expect(incident.opened == at(180))
    #expect(incident.confirmed == at(300))
    #expect(incident.confirmedBy == 2)
    #expect(incident.resolved == at(540))
    #expect(incident.lastFailure == at(480))
    #expect(incident.failures == 4)
    #expect(incident.samples == 5)
    #expect(incident.causes == [.connectTimeout: 4])
  }

  @Test func `confirmation is when the failure that made it certain was over`() throws {
    let taken = [
      sample(0, "G"), sample(60, "B", took: .seconds(30)), sample(120, "B", took: .seconds(25)),
    ]
    let incident = try #require(judge([], nil, taken).openIncidents.first)
    #expect(incident.opened == at(60))
    #expect(incident.confirmed == at(145))
  }

  @Test(arguments: [1, 2, 3, 5]) func `as many failures as the rule says open an incident`(
    _ count: Int
  ) throws {
    let rule = try definition(confirmation: Sampling.Confirmation(down: count, up: 1))
    for failures in 0...6 {
      let story = "G" + String(repeating: "B", count: failures)
      let open = try judge([], rule, samples(story)).openIncidents
      #expect(open.count == (failures >= count ? 1 : 0))
      #expect(open.allSatisfy { $0.opened == at(60) && $0.failures == failures })
    }
  }

  /// 90 s of validity after the first failure, and another 90 s of unknown time.
  @Test(arguments: [(240 as Int64, true), (241, false), (6_000, false)])
  func `failures are in a row up to a validity of unknown time between them`(
    _ second: Int64,
    _ isInRow: Bool
  ) throws {
    var judge = try judge([], nil, [sample(0, "G"), sample(60, "B"), sample(second, "B")])
    #expect(judge.openIncidents.map(\.opened) == (isInRow ? [at(60)] : []))
    judge.take(sample(second + 60, "B"))
    #expect(judge.openIncidents.map(\.opened) == [at(isInRow ? 60 : second)])
    #expect(judge.openIncidents.map(\.failures) == [isInRow ? 3 : 2])
    // A minute, and the run from 30 to 150 if it belongs to the incident.
    let incident = try #require(judge.openIncidents.first)
    let downtime = judge.downtime(of: incident, at: at(second + 150))
    #expect(downtime == .seconds(isInRow ? 180 : 60))
  }

  @Test func `successes with more unknown time between them do not resolve an incident`() throws {
    var judge = try judge([], nil, samples("GBBG"))
    judge.take(sample(6_000, "G"))
    #expect(judge.condition(of: try storefront) == .recovering)
    judge.take(sample(6_060, "G"))
    let incident = try #require(judge.incidents(of: storefront).first)
    #expect(incident.resolved == at(6_000))
    #expect(incident.samples == 3)
  }

  @Test func `unknown time does not end an incident, and is no downtime`() throws {
    var judge = try judge([], nil, samples("GBB"))
    judge.take(Gap(series: nil, interval: span(180, 6_000), slots: 97, cause: .daemonStopped))
    judge.take(sample(6_000, "B"))
    #expect(judge.openIncidents.map(\.opened) == [at(60)])
    judge.take(Gap(series: nil, interval: span(6_060, 9_000), slots: 49, cause: .daemonStopped))
    #expect(judge.openIncidents.count == 1)
    for sample in samples("GG", from: 9_000) { judge.take(sample) }
    let incident = try #require(judge.incidents(of: storefront).first)
    #expect(incident.resolved == at(9_000))
    #expect(judge.incidents(of: try storefront).count == 1)
    // [30, 210) and [6000, 6090): what lies between them is unknown, not down.
    #expect(judge.downtime(of: incident, at: at(9_060)) == .seconds(270))
    let tally = judge.timeline(of: try storefront).tally(in: span(0, 9_000))
    #expect(tally.low == 60_000)
  }

  @Test func `the downtime so far grows with the watermark and survives forgetting`() throws {
    var judge = try judge([], nil, samples("GBBBB"))
    var incident = try #require(judge.openIncidents.first)
    #expect(judge.downtime(of: incident, at: at(250)) == .seconds(210))
    for sample in samples("GBG", from: 300) { judge.take(sample) }
    judge.forget(before: at(400))
    incident = try #require(judge.openIncidents.first)
    #expect(judge.downtime(of: incident, at: at(421)) == .seconds(300))
  }

  @Test func `an incident that began with an imported sample is marked`() throws {
    let taken = [
      sample(0, "G"), sample(60, "B", flags: .imported), sample(120, "B"), sample(180, "B"),
    ]
    #expect(try judge([], nil, taken).openIncidents.map(\.isImported) == [true])
  }

  @Test func `incidents are found by the time that they touch`() throws {
    let judge = try judge([], nil, samples("GBBGGGBBGG"))
    let check = try storefront
    #expect(judge.incidents(of: check).map(\.opened) == [at(60), at(360)])
    #expect(judge.incidents(of: check, in: span(0, 60)).isEmpty)
    #expect(judge.incidents(of: check, in: span(179, 360)).map(\.opened) == [at(60)])
    #expect(judge.incidents(of: check, in: span(180, 361)).map(\.opened) == [at(360)])
  }

  @Test func `resolved incidents are forgotten, open ones are not`() throws {
    var judge = try judge([], nil, samples("GBBGGGBB"))
    judge.forget(before: at(400))
    #expect(judge.incidents(of: try storefront).map(\.opened) == [at(360)])
  }
}
