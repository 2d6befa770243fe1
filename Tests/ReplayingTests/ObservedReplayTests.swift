import Accounting
import Agreement
import Chronology
import Judging
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Replaying

/// What is observed outside, read from a record.
@Suite struct ObservedReplayTests {
  private let month = Instant(seconds: 1_775_001_600)

  private func agreement(_ window: WindowRule = .month) throws -> Agreement {
    Agreement(
      id: "desk",
      title: "Desk",
      revision: 1,
      effective: try #require(CivilDate("2020-01-01")),
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "A"), customer: Party(name: "B")),
      services: [
        Service(
          id: "contacts",
          description: "",
          observations: ObservationFeed(name: "calls", kind: .counts)
        )
      ],
      objectives: [
        Objective(
          id: "o",
          service: "contacts",
          indicator: .ratio(RatioTerms(try percent("80%"))),
          window: window
        )
      ],
      sha256: "00"
    )
  }

  private func counts(_ day: Int64, _ good: Int64, part: Int = 0, parts: Int = 1) -> Record {
    let start = month + .days(day)
    return .observed(
      RecordedObservations(
        recorded: start + .days(1),
        feed: ObservationFeed(name: "calls", kind: .counts),
        source: "desk",
        author: .measurer,
        hash: Array(repeating: 0, count: 32),
        part: part,
        parts: parts,
        entries: [
          ObservedEntry(
            id: "\(day)",
            interval: Interval(start, start + .days(1)),
            good: good,
            valid: 10
          )
        ]
      )
    )
  }

  private func standing(_ store: ScratchStore, until end: Instant? = nil) throws -> Standing {
    let agreement = try agreement()
    let calendar = try CalendarWindows([agreement])
    let judge = try Replay.read(
      try store.reading(),
      of: [],
      until: end,
      judge: { calendar.judge(by: [agreement]) }
    ).recollection.judge
    return judge.standing(
      of: judge.promises[0],
      in: .fixed(Interval(month, month + .days(31))),
      at: month + .days(40)
    )
  }

  @Test func `as of an instant what was on record by then counts, uncorrected`() async throws {
    let store = try ScratchStore()
    try await store.write([counts(0, 9)], at: month + .days(1))
    try await store.write([counts(1, 2)], at: month + .days(2))
    try await store.write([counts(1, 8)], at: month + .days(5))
    #expect(try standing(store).observed?.good == 17)
    #expect(try standing(store).verdict == .met)
    #expect(try standing(store, until: month + .days(3)).observed?.good == 11)
    #expect(try standing(store, until: month + .days(3)).verdict == .missed)
    #expect(try standing(store, until: month + .hours(30)).observed?.good == 9)
  }

  @Test func `judged one by one and from the record it is the same`() async throws {
    let store = try ScratchStore()
    let agreement = try agreement()
    var judge = Judge(agreements: [agreement])
    var random = SplitMix64(seed: 11)
    for number in 0..<60 {
      let day = Int64.random(in: 0..<20, using: &random)
      let record = counts(
        day,
        Int64.random(in: 0...10, using: &random),
        part: number % 3 == 0 ? 1 : 0,
        parts: number % 3 == 0 ? 2 : 1
      )
      guard case .observed(let observations) = record else { continue }
      judge.take(observations)
      try await store.write([record], at: month + .days(30) + .minutes(Int64(number)))
    }
    let live = judge.standing(
      of: judge.promises[0],
      in: .fixed(Interval(month, month + .days(31))),
      at: month + .days(40)
    )
    #expect(try standing(store) == live)
    #expect((live.observed?.entries ?? 0) > 5)
  }

  @Test func `a window is looked at, and its entries are kept, until its facts are in`() throws {
    let daily = try agreement(.day)
    let calendar = try CalendarWindows([daily])
    let promise = Judge(agreements: [daily]).promises[0]
    let now = month + .days(10) + .hours(5)
    let windows = calendar.pending(promise, after: nil, now: now)
    // Open are today and the three days whose 72 hours are not over; the one before has just closed.
    #expect(windows.map(\.start) == (6...10).map { month + .days($0) })
    #expect(calendar.earliestNeeded([promise], now: now) <= month + .days(6))
    let closed = calendar.pending(promise, after: month + .days(6), now: now)
    #expect(closed.map(\.start) == (7...10).map { month + .days($0) })
  }
}
