import Accounting
import Agreement
import Chronology
import Events
import Sampling
import TestKit
import Testing

@testable import Judging

/// Alerts on how fast a budget burns, as the announcer says them.
@Suite struct BurnAnnouncerTests {
  /// The story's month: 30 days.
  static let month = span(0, 2_592_000)

  static func judge(
    _ objective: Objective,
    interval: Int64 = 60,
    confirmation: Sampling.Confirmation = Confirmation()
  ) throws -> Judge {
    try JudgingTests.judge(
      [objective],
      definition(
        interval: .seconds(interval),
        timeout: .milliseconds(500),
        confirmation: confirmation
      )
    )
  }

  /// What is said of budgets, sample by sample, each looked at a second after its end.
  static func tell(
    _ judge: inout Judge,
    _ announcer: inout Announcer,
    _ story: some Sequence<Sample>
  ) -> [Event] {
    story.flatMap { sample in
      judge.take(sample)
      return announcer.announce(judge, at: sample.end + .seconds(1)) { _ in [month] }
    }
  }

  static func tell(_ judge: Judge, _ story: some Sequence<Sample>) -> [Event] {
    var judge = judge
    var announcer = Announcer()
    return tell(&judge, &announcer, story).filter { $0.kind.rawValue.hasPrefix("burn") }
  }

  static let good = String(repeating: "G", count: 70)

  static var requests: Objective {
    get throws {
      Objective(
        id: "availability",
        service: "shop",
        indicator: .requests(try percent("99.9")),
        window: .month
      )
    }
  }

  @Test func `an outage fires with its third failure, and is resolved when two looks are calm`()
    throws
  {
    let story = samples(Self.good + "BBBBBB" + String(repeating: "G", count: 20))
    let events = Self.tell(try Self.judge(try availability("99.9")), story)
    #expect(events.map(\.kind) == [.burnFiring, .burnResolved])
    // The failure at minute 72 is the third; it is judged when the next sample begins.
    #expect(events.map(\.time) == [at(73 * 60), at(82 * 60)])
    let number = at(73 * 60).milliseconds
    #expect(
      events.map(\.key.description) == [
        "burn.firing/acme/availability/1h/\(number)",
        "burn.resolved/acme/availability/1h/\(number)",
      ]
    )
    // Three and a half minutes of an hour, of which a thousandth may fail.
    #expect(events[0].fields.contains(EventField("BURN_LONG", "58.33")))
    #expect(events[0].fields.contains(EventField("BURN_SHORT", "700.00")))
    #expect(events[0].fields.contains(EventField("THRESHOLD", "14.40")))
    #expect(events[0].fields.contains(EventField("FAILURES", 3)))
    #expect(events[0].fields.contains(EventField("URGENCY", "page")))
  }

  @Test func `a share of samples burns by its samples`() throws {
    let story = samples(Self.good + "BBBBBB" + String(repeating: "G", count: 20))
    let events = Self.tell(try Self.judge(try Self.requests), story)
    #expect(events.map(\.kind) == [.burnFiring, .burnResolved])
    #expect(events.map(\.time) == [at(73 * 60), at(82 * 60)])
    #expect(events[0].fields.contains(EventField("BURN_LONG", "50.00")))
    #expect(events[0].fields.contains(EventField("BURN_SHORT", "600.00")))
  }

  @Test func `V19: one failed sample burns faster than the threshold, and is not said`() throws {
    let judge = try Self.judge(
      try availability("99.9"),
      confirmation: Confirmation(down: 1, up: 1)
    )
    var told = judge
    for sample in samples(Self.good + "BGG") { told.take(sample) }
    let now = at(72 * 60)
    let service = told.service(ofPromise: 0)
    let view = try #require(
      told.burnView(
        ofPromise: 0,
        service,
        in: Self.month,
        before: service.horizon(at: now)
      )
    )
    let (long, short) = (view.reading(.hours(1)), view.reading(.minutes(5)))
    let threshold = try #require(view.threshold(BurnPair.all[0]))
    #expect(
      long == BurnReading(bad: 60_000, known: 3_600_000, expected: 3_600_000, failures: 1)
    )
    #expect(threshold.isExceeded(by: long.bad, of: long.known))
    #expect(threshold.isExceeded(by: short.bad, of: short.known))
    #expect(view.isConfirmed(in: .hours(1)))
    #expect(Self.tell(judge, samples(Self.good + "B" + Self.good)).isEmpty)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `one failure or two never fire, whatever the interval and the target`(
    _ seed: UInt64
  ) throws {
    var generator = SplitMix64(seed: seed)
    let interval = Int64.random(in: 8...190, using: &generator)
    let target = ["99", "99.9", "99.99", "99.999"].randomElement(using: &generator) ?? "99.9"
    let confirmation = Confirmation(down: 1, up: 1)
    let calm = String(repeating: "G", count: Int(4_000 / interval))
    let failures = Bool.random(using: &generator) ? "B" : "BB"
    let story = samples(calm + failures + calm, every: interval)
    for objective in [try availability(target), try Self.requests] {
      let judge = try Self.judge(objective, interval: interval, confirmation: confirmation)
      #expect(Self.tell(judge, story).isEmpty, "every \(interval) s, \(target) %")
    }
  }

  @Test func `where nothing is known it neither fires nor resolves, and says so once`() throws {
    let gap = String(repeating: " ", count: 10)
    let story = samples(Self.good + "BBBBBB" + gap + String(repeating: "G", count: 20))
    let events = Self.tell(try Self.judge(try availability("99.9")), story)
    #expect(events.map(\.kind) == [.burnFiring, .burnFrozen, .burnThawed, .burnResolved])
    // Four of the last five minutes are known at minute 90; the second calm look is a minute later.
    #expect(events.map(\.time) == [73, 86, 90, 91].map { at($0 * 60) })
    #expect(events[1].fields.last == EventField("REASON", "short-window"))
    #expect(events[2].key.description.split(separator: "/").last == "\(at(86 * 60).milliseconds)")
  }

  @Test func `failures while it is frozen do not fire`() throws {
    let gap = String(repeating: " ", count: 5)
    let story = samples(Self.good + gap + "BBB" + String(repeating: " ", count: 5) + "GG")
    let events = Self.tell(try Self.judge(try availability("99.9")), story)
    #expect(events.map(\.kind) == [.burnFrozen])
  }

  @Test func `a check that is asked too rarely for the short window is not watched by it`() throws {
    let letters = String(repeating: "G", count: 30) + "BBBBBB" + String(repeating: "G", count: 9)
    let judge = try Self.judge(try availability("99.9"), interval: 300)
    #expect(Self.tell(judge, samples(letters, every: 300)).isEmpty)
  }

  @Test func `a window shorter than the alert's, and a target without a budget, have none`() throws
  {
    let story = samples(Self.good + "BBBBBB" + Self.good)
    let short = try availability("99.9", over: .rolling(.minutes(30)))
    #expect(Self.tell(try Self.judge(short), story).isEmpty)
    #expect(Self.tell(try Self.judge(try availability("100")), story).isEmpty)
    let rolling = try availability("99.9", over: .rolling(.days(30)))
    #expect(Self.tell(try Self.judge(rolling), story).map(\.kind) == [.burnFiring, .burnResolved])
  }

  @Test func `imported failures never fire`() throws {
    let story = samples(Self.good + "BBBBBB" + Self.good).map {
      var sample = $0
      sample.flags = .imported
      return sample
    }
    #expect(Self.tell(try Self.judge(try availability("99.9")), story).isEmpty)
    #expect(Self.tell(try Self.judge(try Self.requests), story).isEmpty)
  }

  @Test func `a restart at any instant says nothing twice and leaves nothing unsaid`() throws {
    let gap = String(repeating: " ", count: 10)
    let calm = String(repeating: "G", count: 20)
    let story = samples(Self.good + "BBBBBB" + gap + calm + "BBBB" + calm)
    for objective in [try availability("99.9"), try Self.requests] {
      var judge = try Self.judge(objective)
      var announcer = Announcer()
      var copy = judge
      var whole = Announcer()
      let all = Self.tell(&copy, &whole, story)
      #expect(Set(all.map(\.key)).count == all.count)
      #expect(all.count { $0.kind == .burnFiring } == 2)
      #expect(all.count { $0.kind == .budgetThreshold } == 0)
      var said: [Event] = []
      for cut in story.indices where cut >= 60 {
        if cut == 60 { said += Self.tell(&judge, &announcer, story[..<cut]) }
        said += Self.tell(&judge, &announcer, [story[cut]])
        var rebuilt = Announcer(recorded: said.shuffled().map(\.key))
        let now = story[cut].end + .seconds(1)
        let again = rebuilt.announce(judge, at: now) { _ in [Self.month] }
        #expect(again.isEmpty, "cut \(cut)")
        var rest = judge
        let tail = Self.tell(&rest, &rebuilt, story[(cut + 1)...])
        #expect(said + tail == all, "cut \(cut)")
      }
    }
  }
}
