import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

@Suite struct ObservationLogTests {
  /// The instant `hours` into 2026-03-01 in UTC.
  static func at(_ hours: Int64) -> Instant { Instant(seconds: 1_772_323_200) + .hours(hours) }

  /// Counts of the hours from `from` to `to`.
  static func counts(
    _ from: Int64,
    _ to: Int64,
    _ good: Int64,
    of valid: Int64,
    id: String? = nil
  ) -> ObservedEntry {
    ObservedEntry(
      id: id ?? "\(from)-\(to)",
      interval: Interval(at(from), at(to)),
      good: good,
      valid: valid
    )
  }

  static func batch(
    _ entries: [ObservedEntry],
    kind: ObservationFeed.Kind = .counts,
    recorded: Int64 = 1_000,
    source: String = "desk",
    hash: UInt8 = 1,
    part: Int = 0,
    parts: Int = 1
  ) -> RecordedObservations {
    RecordedObservations(
      recorded: at(recorded),
      feed: ObservationFeed(name: "calls", kind: kind),
      source: source,
      author: .measurer,
      hash: Array(repeating: hash, count: 32),
      part: part,
      parts: parts,
      entries: entries
    )
  }

  static func log(_ batches: [RecordedObservations]) -> ObservationLog {
    var log = ObservationLog()
    for batch in batches { log.take(batch) }
    return log
  }

  @Test func `an entry takes as much memory as docs/reliability.md says`() {
    #expect(MemoryLayout<ObservationLog.Fact>.stride == 64)
  }

  @Test func `entries stand by their starts, in whatever order they came`() {
    let log = Self.log([
      Self.batch([Self.counts(10, 11, 1, of: 2), Self.counts(2, 3, 1, of: 2)]),
      Self.batch([Self.counts(5, 6, 1, of: 2)]),
    ])
    #expect(log.facts.map(\.entry.id) == ["2-3", "5-6", "10-11"])
    #expect(log.facts(startingIn: Interval(Self.at(3), Self.at(10))).map(\.entry.id) == ["5-6"])
  }

  @Test func `a later entry with the same id takes the place of the earlier, wherever it stands`() {
    let log = Self.log([
      Self.batch([Self.counts(1, 2, 1, of: 9, id: "a"), Self.counts(3, 4, 1, of: 9)]),
      Self.batch([Self.counts(7, 8, 5, of: 9, id: "a")], recorded: 2_000, source: "audit"),
      Self.batch([Self.counts(7, 8, 6, of: 9, id: "a")], recorded: 3_000, source: "audit"),
    ])
    #expect(log.facts.map(\.entry.id) == ["3-4", "a"])
    let fact = log.fact("a")
    #expect(fact?.entry.good == 6 && fact?.corrections == 2 && fact?.recorded == Self.at(3_000))
    #expect(fact.map { log.sources[Int($0.source)] } == "audit")
  }

  @Test func `a file of which a part is missing doesn't count, and the next whole one does`() {
    let first = Self.batch([Self.counts(1, 2, 1, of: 2)], part: 0, parts: 2)
    let second = Self.batch([Self.counts(2, 3, 1, of: 2)], part: 1, parts: 2)
    #expect(Self.log([first]).facts.isEmpty)
    #expect(Self.log([second]).facts.isEmpty)
    #expect(Self.log([first, second]).facts.count == 2)
    // A crash between the parts, and the same file again.
    #expect(Self.log([first, first, second]).facts.count == 2)
    let other = Self.batch([Self.counts(8, 9, 1, of: 2)], hash: 2, part: 1, parts: 2)
    #expect(Self.log([first, other]).facts.isEmpty)
    #expect(Self.log([first, other, second]).facts.isEmpty)
    #expect(Self.log([first, Self.batch([Self.counts(8, 9, 1, of: 2)], hash: 2)]).facts.count == 1)
  }

  @Test(arguments: 1...20)
  func `however entries are cut into files, the same stands`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var entries: [ObservedEntry] = []
    for number in 0..<200 {
      let start = Int64.random(in: 0..<500, using: &random)
      let id = "\(Int.random(in: 0..<120, using: &random))"
      entries.append(Self.counts(start, start + 1, Int64(number), of: 1_000, id: id))
    }
    var last: [String: ObservedEntry] = [:]
    for entry in entries { last[entry.id] = entry }
    let expected = last.values.sorted { ($0.interval.start, $0.id) < ($1.interval.start, $1.id) }
    var rest = entries[...]
    var log = ObservationLog()
    while !rest.isEmpty {
      let count = Int.random(in: 1...30, using: &random)
      log.take(Self.batch(Array(rest.prefix(count))))
      rest = rest.dropFirst(count)
    }
    #expect(log.facts.map(\.entry) == expected)
    for entry in expected { #expect(log.fact(entry.id)?.entry == entry) }
    // What is let go of is gone, and nothing else.
    log.forget(before: Self.at(250))
    #expect(log.facts.map(\.entry) == expected.filter { $0.interval.start >= Self.at(250) })
    for entry in expected {
      #expect((log.fact(entry.id) != nil) == (entry.interval.start >= Self.at(250)))
    }
  }
}
