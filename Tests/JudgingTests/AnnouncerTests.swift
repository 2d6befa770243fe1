import Agreement
import Chronology
import Events
import Sampling
import TestKit
import Testing

@testable import Judging

@Suite struct AnnouncerTests {
  /// Calendar windows of 600 s: the one before, and the one that contains `now`.
  static func windows(at now: Instant) -> (Promise) -> [Interval] {
    let number = (now - origin).wholeSeconds / 600
    return { _ in
      [
        span((number - 1) * 600, number * 600),
        span(number * 600, (number + 1) * 600),
      ]
    }
  }

  static func judge(_ objectives: [Objective]) throws -> Judge {
    try JudgingTests.judge(
      objectives,
      definition(interval: .seconds(10), timeout: .seconds(2))
    )
  }

  /// What is said of a story, sample by sample, each looked at a second after its end.
  func tell(_ judge: inout Judge, _ announcer: inout Announcer, _ story: [Sample]) -> [Event] {
    story.flatMap { sample in
      judge.take(sample)
      let now = sample.end + .seconds(1)
      return announcer.announce(judge, at: now, windows: Self.windows(at: now))
    }
  }

  func tell(_ objectives: [Objective], _ story: [Sample]) throws -> [Event] {
    var judge = try Self.judge(objectives)
    var announcer = Announcer()
    return tell(&judge, &announcer, story)
  }

  @Test func `an incident is said when it is confirmed, with the times when it was true`() throws {
    let events = try tell([], samples("GGBBBGGG", every: 10))
    #expect(
      events.map(\.kind) == [.incidentOpened, .incidentConfirmed, .incidentResolved]
    )
    #expect(events.map(\.time) == [at(20), at(30), at(50)])
    let number = at(20).milliseconds
    #expect(events[0].key.description == "incident.opened/acme/shop/\(number)")
    #expect(events[2].fields.contains(EventField("DOWNTIME_MS", 30_000)))
    #expect(events[2].fields.contains(EventField("FAILURES", 3)))
    #expect(events[1].fields.contains(EventField("FAILURES", 2)))
  }

  @Test func `an unconfirmed failure raises no incident`() throws {
    #expect(try tell([], samples("GGBGGBGBG", every: 10)).isEmpty)
  }

  @Test func `an incident of imported samples is never said`() throws {
    let imported = samples("GBBBGG", every: 10).map {
      var sample = $0
      sample.flags = .imported
      return sample
    }
    let objective = try availability("99.9", over: .rolling(.seconds(100)))
    #expect(try tell([objective], imported).isEmpty)
  }

  @Test func `two agreements about one check are told apart`() throws {
    var judge = Judge(
      agreements: [try agreement([], id: "acme"), try agreement([], id: "other")]
    )
    judge.define(series, try definition(interval: .seconds(10), timeout: .seconds(2)))
    var announcer = Announcer()
    let events = tell(&judge, &announcer, samples("GBB", every: 10))
    #expect(events.map(\.kind).count { $0 == .incidentOpened } == 2)
    #expect(Set(events.map(\.key)).count == 4)
  }

  @Test func `a rolling objective is at risk, breached and recovered, each once an episode`() throws
  {
    let objective = try availability("80", over: .rolling(.seconds(100)))
    let outage = "BBBBG" + String(repeating: "G", count: 12)
    let events = try tell([objective], samples("GGG" + outage + outage, every: 10))
      .filter { $0.kind.rawValue.hasPrefix("objective") }
    #expect(
      events.map(\.kind) == [
        .objectiveAtRisk, .objectiveBreached, .objectiveRecovered,
        .objectiveAtRisk, .objectiveBreached, .objectiveRecovered,
      ]
    )
    #expect(Set(events.map(\.key)).count == 6)
    let begun = at(40).milliseconds
    #expect(events[0].key.description == "objective.at-risk/acme/availability/\(begun)")
    // Recovered has the name of the breach that it ends.
    let suffix = events[1].key.description.split(separator: "/").last
    #expect(events[2].key.description.split(separator: "/").last == suffix)
  }

  @Test func `a calendar objective is breached for good, and closed once`() throws {
    let objective = try availability("95", over: .day)
    let story = "GGBBBBBB" + String(repeating: "G", count: 130)
    let events = try tell([objective], samples(story, every: 10))
      .filter { $0.kind.rawValue.hasPrefix("objective") }
    let start = origin.milliseconds
    #expect(
      events.map(\.key.description) == [
        "objective.at-risk/acme/availability/\(start)",
        "objective.breached/acme/availability/\(start)",
        "objective.closed/acme/availability/\(start)",
        "objective.closed/acme/availability/\(start + 600_000)",
      ]
    )
    #expect(events[2].fields.contains(EventField("VERDICT", "missed")))
    #expect(events[3].fields.contains(EventField("VERDICT", "met")))
    #expect(events[2].time == at(600))
  }

  @Test func `a window before the first sample is not said to be closed`() throws {
    let objective = try availability("95", over: .day)
    let events = try tell([objective], samples("GGG", every: 10, from: 700))
    #expect(events.isEmpty)
  }

  @Test func `the state that was said is breached until it is recovered`() throws {
    let objective = try availability("80", over: .rolling(.seconds(100)))
    var judge = try Self.judge([objective])
    var announcer = Announcer()
    var story = samples("GGGBBBBG", every: 10)
    _ = tell(&judge, &announcer, story)
    let promise = judge.promises[0]
    let window = Window.rolling(.seconds(100))
    #expect(
      announcer.state(of: promise, judge.standing(of: promise, in: window, at: at(70))) == .breached
    )
    story = samples(String(repeating: "G", count: 12), every: 10, from: 80)
    _ = tell(&judge, &announcer, story)
    #expect(
      announcer.state(of: promise, judge.standing(of: promise, in: window, at: at(190))) == .ok
    )
  }

  @Test func `the latest closed window is known, also from the record`() throws {
    let objective = try availability("95", over: .day)
    var judge = try Self.judge([objective])
    var announcer = Announcer()
    let story = samples(String(repeating: "G", count: 130), every: 10)
    let events = tell(&judge, &announcer, story)
    #expect(announcer.lastClosed(of: judge.promises[0]) == at(600))
    let rebuilt = Announcer(recorded: events.map(\.key))
    #expect(rebuilt.lastClosed(of: judge.promises[0]) == at(600))
  }

  @Test func `looking at what was touched says the same as looking at everything`() throws {
    let objective = try availability("80", over: .rolling(.seconds(100)))
    for seed in 1...5 as ClosedRange<UInt64> {
      var judge = try Self.judge([objective])
      var (careful, quick) = (Announcer(), Announcer())
      for sample in Self.randomStory(seed) {
        judge.take(sample)
        let now = sample.end + .seconds(1)
        let windows = Self.windows(at: now)
        let all = careful.announce(judge, at: now, windows: windows)
        #expect(quick.announce(judge, at: now, touchedOnly: true, windows: windows) == all)
        judge.settle()
        #expect(quick.announce(judge, at: now, touchedOnly: true, windows: windows).isEmpty)
      }
    }
  }

  @Test func `keys that are not ours are passed over`() {
    let keys = ["", "////", "incident.opened/a/b/x", "unheard.of/a/b/1", "daemon.started/17"]
    _ = Announcer(recorded: keys.map { EventKey(recorded: $0) })
  }

  static func randomStory(_ seed: UInt64) -> [Sample] {
    var generator = SplitMix64(seed: seed)
    var isDown = false
    var time = Int64.random(in: 0..<300, using: &generator)
    return (0..<90).map { _ in
      if Int.random(in: 0..<5, using: &generator) == 0 { isDown.toggle() }
      let isVoid = Int.random(in: 0..<12, using: &generator) == 0
      defer { time += Int.random(in: 0..<12, using: &generator) == 0 ? 47 : 10 }
      return sample(
        time,
        isVoid ? "V" : isDown ? "B" : "G",
        took: .milliseconds(Int64.random(in: 0..<1_000, using: &generator))
      )
    }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `a restart at any instant says nothing twice and leaves nothing unsaid`(
    _ seed: UInt64
  ) throws {
    let story = Self.randomStory(seed)
    let fast = LatencyLimit(phase: nil, within: .milliseconds(800), share: try percent("70"))
    let objectives = [
      try availability("75", over: .rolling(.seconds(200))),
      Objective(
        id: "calendar",
        service: "shop",
        indicator: .availability(AvailabilityTerms(try percent("90"))),
        window: .day
      ),
      Objective(
        id: "fast",
        service: "shop",
        indicator: .latencyShare(fast),
        window: .rolling(.seconds(150))
      ),
    ]
    let whole = try tell(objectives, story)
    #expect(Set(whole.map(\.key)).count == whole.count)
    var judge = try Self.judge(objectives)
    var announcer = Announcer()
    var said: [Event] = []
    for cut in story.indices {
      said += tell(&judge, &announcer, [story[cut]])
      // The restart: what was said is read back, and looked at where the record ends.
      var rebuilt = Announcer(recorded: said.shuffled().map(\.key))
      let now = story[cut].end + .seconds(1)
      let again = rebuilt.announce(judge, at: now, windows: Self.windows(at: now))
      #expect(again.isEmpty, "cut \(cut)")
      var copy = judge
      let rest = tell(&copy, &rebuilt, Array(story[(cut + 1)...]))
      #expect(said + rest == whole, "cut \(cut)")
    }
  }
}

extension Announcer {
  /// An announcer that has read these keys in a record.
  init(recorded keys: some Sequence<EventKey>) {
    self.init()
    for key in keys { note(key) }
  }
}
