import Agreement
import Chronology
import Events
import Sampling
import TestKit
import Testing

@Suite struct EventTests {
  /// A text that wants to be a second line, a second field and longer than all limits.
  static let hostile = "a\nMESSAGE_ID=0\r\u{85}\u{2028}\u{0}" + String(repeating: "é", count: 5_000)

  static let noon = Instant(seconds: 1_774_000_000)

  static func incident(resolved: Instant? = nil, target: String = "http://a.example/") throws
    -> IncidentFacts
  {
    IncidentFacts(
      agreement: "acme",
      service: "storefront",
      check: try #require(CheckID("www")),
      target: target,
      opened: noon,
      confirmed: noon + .seconds(62),
      resolved: resolved,
      failures: 3,
      cause: .http5xx,
      status: 503,
      downtime: .seconds(95)
    )
  }

  static func objective(_ indicator: Indicator, exhaustion: Instant? = nil) throws -> ObjectiveFacts
  {
    let objective = Objective(id: "o", service: "storefront", indicator: indicator, window: .month)
    return ObjectiveFacts(
      agreement: Agreement(
        id: "acme",
        title: hostile,
        revision: 3,
        effective: try #require(CivilDate("2026-01-01")),
        language: .french,
        timeZone: "Europe/Paris",
        currency: euro,
        parties: Parties(provider: Party(name: "A"), customer: Party(name: "B")),
        services: [],
        objectives: [objective],
        sha256: String(repeating: "a", count: 64)
      ),
      objective: objective,
      window: Interval(noon - .days(10), noon + .days(21)),
      watermark: noon,
      budget: 2_674_800,
      spent: 2_006_100,
      spentLow: 1_900_000,
      spentHigh: 2_100_000,
      unknown: 0,
      estimateNumber: "99.925000",
      estimate: "99.925000 %",
      verdict: "undetermined",
      exhaustion: exhaustion
    )
  }

  /// One event of every kind and of every wording.
  static func all() throws -> [Event] {
    let target = try #require(Ratio(percentage: "99.9%"))
    let time = try objective(
      .availability(AvailabilityTerms(target)),
      exhaustion: noon + .minutes(11)
    )
    let calm = try objective(.availability(AvailabilityTerms(target)))
    let samples = try objective(
      .latencyShare(LatencyLimit(phase: nil, within: .milliseconds(500), share: target))
    )
    let gap = Gap(
      series: nil,
      interval: Interval(noon, noon + .minutes(4)),
      slots: 12,
      cause: .daemonStopped
    )
    return [
      .incidentOpened(try incident()), .incidentConfirmed(try incident(target: hostile)),
      .incidentResolved(try incident(resolved: noon + .minutes(2))),
      .incidentWithdrawn(
        agreement: "acme",
        service: "gone",
        opened: noon,
        at: noon + .minutes(3),
        reason: hostile,
        nil
      ),
      .objectiveAtRisk(time, episode: 1), .objectiveAtRisk(calm, episode: 2),
      .objectiveBreached(time, episode: 1), .objectiveBreached(samples, episode: 2),
      .objectiveRecovered(samples, episode: 1), .objectiveClosed(time),
      .budgetThreshold(time, percent: 50, episode: 1),
      .budgetThreshold(samples, percent: 100, episode: 1), .breachRetracted(time, episode: 1),
      .burnFiring(burn(time), episode: 1), .burnResolved(burn(time), episode: 1),
      .burnFrozen(burn(time), reason: "short-window", episode: 2),
      .burnThawed(burn(time), episode: 2), .exclusionAccepted(flood),
      .exclusionRejected(flood, reason: "no-clause"),
      .daemonStarted(at: noon, vantage: hostile, checks: 4, store: hostile),
      .daemonStopped(at: noon, reason: hostile),
      .daemonReloaded(at: noon, added: 1, removed: 2, changed: 3, unchanged: 4),
      .daemonReloadRefused(at: noon + .seconds(1), reason: hostile), .daemonGap(gap),
      .daemonClockAhead(at: noon, by: .hours(1), until: noon + .hours(1)),
      .daemonClockDoubtful(at: noon, by: .days(-2)), .daemonClockInStep(at: noon),
      loss(.lost), loss(.damaged), seal, .agreementRecorded(calm.agreement, at: noon),
      .reportSealed(ReportEventTests.report()),
      .reportRevised(ReportEventTests.report(number: 2), changed: [hostile]),
      .creditComputed(try CreditEventTests.credit()),
      .claimDeadlineNear(try CreditEventTests.credit(), until: noon, since: noon),
    ] + disk + (try certificates())
  }

  @Test func `every kind is said by some event`() throws {
    #expect(try Set(Self.all().map(\.kind)) == Set(EventKind.allCases))
  }

  @Test func `a message is one line that begins with the kind's words`() throws {
    for event in try Self.all() {
      #expect(event.message.hasPrefix("\(event.kind.words): "))
      #expect(event.message.utf8.count <= Event.longestMessage)
      let breaks = event.message.unicodeScalars.filter {
        $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || [0x2028, 0x2029].contains($0.value)
      }
      #expect(breaks.isEmpty, "\(event.kind)")
    }
  }

  @Test func `field names are upper snake case, short, and each its own`() throws {
    for event in try Self.all() {
      let names = event.fields.map(\.name)
      #expect(Set(names).count == names.count, "\(event.kind)")
      for name in names {
        // The journal takes names of up to 64 bytes; eight of them are `CONSTAT_`.
        #expect((1...56).contains(name.utf8.count), "\(name)")
        #expect(!name.hasPrefix("_") && name.first?.isNumber == false, "\(name)")
        #expect(
          name.utf8.allSatisfy { byte in
            (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
          },
          "\(name)"
        )
      }
    }
  }

  @Test func `values are shorter than 4 KiB`() throws {
    for field in try Self.all().flatMap(\.fields) { #expect(field.value.utf8.count < 4_096) }
    #expect(EventField("A", String(repeating: "é", count: 3_000)).value.utf8.count == 4_000)
    #expect(EventField("A", 12).value == "12")
  }

  @Test func `an incident has the same fields, whatever is known of it, and a reason at its end`()
    throws
  {
    let resolved = Event.incidentResolved(try Self.incident(resolved: Self.noon))
    let facts = [nil, try Self.incident()]
    for facts in facts {
      let withdrawn = Event.incidentWithdrawn(
        agreement: "acme",
        service: "storefront",
        opened: Self.noon,
        at: Self.noon + .minutes(3),
        reason: "no longer part of the agreement",
        facts
      )
      #expect(withdrawn.fields.map(\.name) == resolved.fields.map(\.name))
      #expect(withdrawn.fields.last?.value == "no longer part of the agreement")
      #expect(withdrawn.fields.contains(EventField("RESOLVED", "2026-03-20T09:49:40.000Z")))
      #expect(withdrawn.key == resolved.key)
    }
    #expect(resolved.fields.last == EventField("REASON", "available again"))
  }

  @Test func `keys are printable, short, and each its own`() throws {
    let keys = try Self.all().map(\.key.description)
    for key in keys {
      #expect(key.utf8.count <= 255)
      #expect(key.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "\(key)")
    }
    #expect(Set(keys).count == keys.count)
    #expect(EventKey(recorded: keys[0]).description == keys[0])
  }

  @Test func `gaps of two series at one time are two facts`() {
    let keys = [nil, SeriesID(number: 1), SeriesID(number: 2)].map { series in
      Event.daemonGap(
        Gap(series: series, interval: Interval(Self.noon, Self.noon), slots: 1, cause: .late)
      ).key
    }
    #expect(Set(keys).count == 3)
  }

  @Test func `a gap's message has no more decimals than its fields`() {
    let start = Instant(nanoseconds: Self.noon.nanoseconds + 119_544_982)
    let interval = Interval(start, start + .minutes(4))
    let gap = Event.daemonGap(Gap(series: nil, interval: interval, slots: 1, cause: .late))
    #expect(gap.message.contains(" from \(start.rfc3339(decimals: 3)) ("), "\(gap.message)")
  }

  @Test func `messages say what, since when and how much`() throws {
    let messages = try Self.all().map(\.message)
    #expect(
      messages[0] == "incident opened: storefront is down since 09:46:40Z (http-5xx, status 503), "
        + "down for 1 min 35 s so far; www http://a.example/"
    )
    #expect(
      messages[4] == "objective at risk: storefront o: 33 min 26 s of 44 min 34 s of the budget "
        + "spent, gone in 11 min 00 s if the incident goes on (month, target 99.9 %)"
    )
    #expect(
      messages[7] == "objective breached: storefront o: 99.925000 % instead of 99.9 % (month), "
        + "2006100 of 2674800 samples of the budget spent"
    )
  }

  static let seal = Event.storeSealed(
    file: 7,
    interval: Interval(noon, noon + .hours(1)),
    samples: 1_200,
    root: String(repeating: "0f", count: 32),
    checkpoint: "constat/00\n12\nroot\n\n\u{2014} constat/00 signature\n"
  )

  /// What is said of the disk, and of the store's size.
  static let disk: [Event] = [
    .storeLow(at: noon, .space, bytes: 200_000_000, limit: 268_435_456),
    .storeLow(at: noon, .size, bytes: 20_512_000_000, limit: 20_000_000_000),
    .storeReserve(at: noon, bytes: 67_108_864), .storeExhausted(at: noon, waiting: 12),
    .storeFailed(at: noon, error: "EIO", waiting: 12),
    .storeRecovered(at: noon, .space, state: "low", before: "exhausted"),
    .storeRecovered(at: noon + .seconds(1), .space, state: "ok", before: "low"),
    .storeRecovered(at: noon, .size, state: "ok", before: "low"),
    .storeReverted(at: noon, entries: 7, signed: 12, root: String(repeating: "0f", count: 32)),
  ]

  @Test func `what is said of the disk says how much, and what to do`() {
    let messages = Self.disk.map(\.message)
    #expect(
      messages[0]
        == "store low: 200 MB are free on the store's disk, less than 268 MB: make room on"
        + " it, or shorten `retain`"
    )
    #expect(messages[1].contains("20512 MB, more than `max-size` 20000 MB; nothing is deleted"))
    #expect(messages[2].contains("67 MB that were kept ready"))
    #expect(messages[4].contains("(EIO)"))
    #expect(messages[5].hasSuffix("low, it was exhausted"))
    for message in messages.prefix(5) {
      #expect(
        message.contains("make room") || message.contains("raise") || message.contains("look")
      )
    }
  }

  @Test func `an event that is said before it is durable says so, and is the same else`() {
    let event = Self.disk[3]
    let early = event.saidBeforeDurable
    #expect(early.fields == event.fields + [EventField("DURABLE", "no")])
    #expect(early.key == event.key && early.message == event.message && early.time == event.time)
  }

  @Test func `a seal names its file and takes the checkpoint along`() {
    #expect(Self.seal.message == "store sealed: log file 7 with 1200 samples, checkpoint signed")
    #expect(Self.seal.fields.last?.value.hasPrefix("constat/00\n12\n") == true)
  }

  static func loss(_ cause: GapCause) -> Event {
    let isDamage = cause == .damaged
    return .storeLoss(
      cause: cause,
      interval: Interval(noon, noon + .seconds(90)),
      records: isDamage ? 0 : 1_234,
      file: isDamage ? 7 : 0,
      firstCommit: isDamage ? 99 : 0
    )
  }

  @Test func `a loss names its cause, its time and how many records`() {
    let (lost, damaged) = (Self.loss(.lost), Self.loss(.damaged))
    let words = "store loss: the disk took nothing for so long that 1234 records were given up"
    #expect(lost.message.hasPrefix(words))
    #expect(lost.time == Self.noon)
    #expect(lost.fields.first { $0.name == "RECORDS" }?.value == "1234")
    #expect(lost.fields.first { $0.name == "LENGTH_MS" }?.value == "90000")
    #expect(damaged.message.contains("log file 7 cannot be read"))
  }
}
