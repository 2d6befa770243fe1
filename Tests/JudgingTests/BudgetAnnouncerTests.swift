import Accounting
import Agreement
import Chronology
import Events
import Sampling
import Testing

@testable import Judging

/// How much of a budget is spent, as the announcer says it.
@Suite struct BudgetAnnouncerTests {
  private func percents(_ events: [Event]) -> [String] {
    events.filter { $0.kind == .budgetThreshold }.compactMap { $0.fields.last?.value }
  }

  @Test func `each share of a calendar budget is said once`() throws {
    // 43.2 minutes may fail: 22 minutes are a half, 33 three quarters, 39 nine tenths.
    let outage = { (minutes: Int) in String(repeating: "B", count: minutes) + "GGG" }
    let story = samples("GGG" + outage(22) + outage(11) + outage(6) + outage(5) + outage(5))
    var judge = try BurnAnnouncerTests.judge(try availability("99.9"))
    var announcer = Announcer()
    let events = BurnAnnouncerTests.tell(&judge, &announcer, story)
    #expect(percents(events) == ["50", "75", "90", "100"])
    let first = try #require(events.first { $0.kind == .budgetThreshold })
    #expect(first.key.description == "budget.threshold/acme/availability/50/\(at(0).milliseconds)")
    #expect(first.message.contains("50 % of the budget is spent"))
    // Another window has its own.
    let next = span(2_592_000, 5_184_000)
    let later = samples(outage(23), from: 2_592_000)
    let more = later.flatMap { sample in
      judge.take(sample)
      return announcer.announce(judge, at: sample.end + .seconds(1)) { _ in [next] }
    }
    #expect(percents(more) == ["50"])
  }

  @Test func `a rolling budget says a share again after it has fallen below`() throws {
    let objective = try availability("80", over: .rolling(.seconds(1_000)))
    let outage = "BBBB" + String(repeating: "G", count: 25)
    let story = samples("GGG" + outage + outage)
    var judge = try BurnAnnouncerTests.judge(objective)
    var announcer = Announcer()
    let events = BurnAnnouncerTests.tell(&judge, &announcer, story)
    #expect(percents(events) == ["50", "75", "90", "100", "50", "75", "90", "100"])
    #expect(Set(events.map(\.key)).count == events.count)
  }

  @Test func `what was imported, and what has no budget, says nothing`() throws {
    let story = samples("GG" + String(repeating: "B", count: 60))
    var judge = try BurnAnnouncerTests.judge(try availability("100"))
    var announcer = Announcer()
    let without = BurnAnnouncerTests.tell(&judge, &announcer, story)
    #expect(percents(without).isEmpty)
    let imported = story.map {
      var sample = $0
      sample.flags = .imported
      return sample
    }
    judge = try BurnAnnouncerTests.judge(try availability("99.9"))
    announcer = Announcer()
    let history = BurnAnnouncerTests.tell(&judge, &announcer, imported)
    #expect(percents(history).isEmpty)
  }

  @Test func `a month with two outages is told from its first alert to its breach`() throws {
    // A sample every three minutes; half an hour down on the 10th, a quarter of an hour on the 20th.
    var letters = [Character](repeating: "G", count: 14_400)
    for index in 4_800..<4_810 { letters[index] = "B" }
    for index in 9_600..<9_605 { letters[index] = "B" }
    let story = samples(String(letters), every: 180)
    var judge = try BurnAnnouncerTests.judge(try availability("99.9"), interval: 180)
    var announcer = Announcer()
    let eventful = [4_700..<5_100, 9_500..<9_900]
    var events: [Event] = []
    for (index, sample) in story.enumerated() {
      // In calm days a look an hour is enough.
      if index % 20 == 0 || eventful.contains(where: { $0.contains(index) }) {
        events += BurnAnnouncerTests.tell(&judge, &announcer, [sample])
      } else {
        judge.take(sample)
      }
    }
    let pairs = { (kind: EventKind) in
      events.filter { $0.kind == kind }.map { $0.key.description.split(separator: "/")[3] }
    }
    #expect(pairs(.burnFiring).sorted() == ["1h", "1h", "24h", "24h", "6h", "6h", "72h", "72h"])
    #expect(pairs(.burnResolved).sorted() == pairs(.burnFiring).sorted())
    #expect(pairs(.burnFrozen).isEmpty)
    #expect(percents(events) == ["50", "75", "90", "100"])
    #expect(events.count { $0.kind == .objectiveAtRisk } == 1)
    #expect(events.count { $0.kind == .incidentOpened } == 2)
    #expect(Set(events.map(\.key)).count == events.count)
    var rebuilt = Announcer(recorded: events.map(\.key))
    let again = rebuilt.announce(judge, at: at(2_592_000)) { _ in [BurnAnnouncerTests.month] }
    #expect(again.allSatisfy { $0.kind == .objectiveClosed })
  }
}
