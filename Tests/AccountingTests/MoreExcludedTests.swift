import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

/// Whatever is excluded besides what is excluded already, no more is down.
///
/// Where only whole minutes count, the rest of a minute that is partly unknown counts as what can't be
/// excluded: what is held against a budget is that and what is unknown together, and grows no more.
@Suite struct MoreExcludedTests {
  private static let count: Int64 = 400

  private func randomInterval(using random: inout SplitMix64) -> Interval {
    let start = Int64(random.next() % 380)
    return span(start, start + 1 + Int64(random.next() % 60))
  }

  private func randomSet(using random: inout SplitMix64) -> IntervalSet {
    IntervalSet((0..<Int(random.next() % 4)).map { _ in randomInterval(using: &random) })
  }

  private func randomTerms(using random: inout SplitMix64) -> AvailabilityTerms {
    let floors: [OutageFloor?] = [
      nil, OutageFloor(.seconds(60)), OutageFloor(.seconds(100), isInclusive: false),
      OutageFloor(.seconds(90), measure: .whole),
    ]
    return AvailabilityTerms(
      .one,
      floor: floors[Int(random.next() % 4)],
      counting: OutageCounting.allCases[Int(random.next() % 3)]
    )
  }

  /// Milliseconds of a story as stretches of ten seconds.
  private func wide(_ excluded: ExcludedTime) -> ExcludedTime {
    ExcludedTime(
      removed: excluded.removed.scaled(by: 10_000),
      available: excluded.available.scaled(by: 10_000)
    )
  }

  private func expectLess(
    _ more: ExcludedTime,
    than less: ExcludedTime,
    of timelines: [BoundedTimeline],
    by terms: AvailabilityTerms,
    _ comment: Comment
  ) throws {
    let window = span(0, Self.count * 10_000)
    let before = try always(window, excluding: wide(less))
    let after = try always(window, excluding: wide(more))
    for timeline in timelines {
      let found = Downtime(of: timeline, in: after, by: terms)
      let most = Downtime(of: timeline, in: before, by: terms)
      #expect(found.low <= most.low, comment)
      #expect(found.estimate <= most.estimate, comment)
      #expect(found.unknown <= most.unknown, comment)
      #expect(found.high + found.unknown <= most.high + most.unknown, comment)
      if terms.counting == .exact { #expect(found.high <= most.high, comment) }
    }
    let service = ServiceTimeline(timelines.map { ServiceTimeline.Part(weight: 2, $0) })
    let found = ServiceFigures(of: service, in: after, by: terms)
    let most = ServiceFigures(of: service, in: before, by: terms)
    #expect(found.downLow <= most.downLow && found.down <= most.down, comment)
  }

  @Test(arguments: 1...300) func `one interval more adds no downtime`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let timelines = (0..<2).map { _ in
      randomTimeline(Self.count, using: &random).scaled(by: 10_000)
    }
    let terms = randomTerms(using: &random)
    let less = ExcludedTime(
      removed: randomSet(using: &random),
      available: randomSet(using: &random)
    )
    let one = IntervalSet([randomInterval(using: &random)])
    let isRemoved = random.next() % 2 == 0
    let more = ExcludedTime(
      removed: isRemoved ? less.removed.union(one) : less.removed,
      available: isRemoved ? less.available : less.available.union(one)
    )
    try expectLess(more, than: less, of: timelines, by: terms, "seed \(seed)")
  }

  @Test(arguments: 1...300) func `one declaration more adds no downtime, where nothing is capped`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let timelines = [randomTimeline(Self.count, using: &random).scaled(by: 10_000)]
    let terms = randomTerms(using: &random)
    let clauses = ExclusionClauses(
      maintenance: MaintenanceClause(
        notice: .milliseconds(5),
        mode: random.next() % 2 == 0 ? .remove : .available
      ),
      declared: [
        .forceMajeure: DeclarationClause(
          declaredBy: [.provider],
          acceptedBy: random.next() % 2 == 0 ? [] : [.customer],
          mode: .available
        )
      ]
    )
    let all = (0...Int(random.next() % 6)).map { number in
      let interval = randomInterval(using: &random)
      return declared(
        random.next() % 2 == 0 ? .maintenance : .forceMajeure,
        interval,
        id: "declared-\(number)",
        noticed: interval.start - .milliseconds(Int64(random.next() % 10))
      )
    }
    let words = all.filter { _ in random.next() % 2 == 0 }.map {
      word(.accept, by: .customer, to: $0.id)
    }
    let calendar = ExclusionCalendar(
      recurring: [randomInterval(using: &random)],
      allowed: IntervalSet([span(0, 1_000)])
    )
    let less = try judged(Array(all.dropLast()) + words, clauses, calendar)
    let more = try judged(all + words, clauses, calendar)
    try expectLess(more.accepted, than: less.accepted, of: timelines, by: terms, "seed \(seed)")
    try expectLess(more.possible, than: less.possible, of: timelines, by: terms, "seed \(seed)")
  }

  /// A cap is used up in the order of time: work that comes first takes the room of work that follows.
  @Test func `under a cap it can, because it takes the room of another`() throws {
    let clauses = ExclusionClauses(
      maintenance: MaintenanceClause(cap: MaintenanceCap(.milliseconds(10), per: .month))
    )
    let calendar = ExclusionCalendar(capWindows: [span(0, 400)])
    let late = declared(.maintenance, span(100, 110), id: "late")
    let early = declared(.maintenance, span(50, 60), id: "early")
    let timeline = certain([span(100, 110)], in: span(0, 400))
    func down(_ declarations: [RecordedAnnotation]) throws -> Int64 {
      let excluded = try judged(declarations, clauses, calendar).accepted
      let time = try always(span(0, 400), excluding: excluded)
      return Downtime(of: timeline, in: time, by: AvailabilityTerms(.one)).estimate
    }
    #expect(try down([late]) == 0)
    #expect(try down([early, late]) == 10)
  }

  /// A minute of which a part is unknown and not counted makes room for the rest of it.
  @Test func `what can't be excluded may grow by what is unknown no more`() throws {
    let minute: Int64 = 60_000
    let timeline = BoundedTimeline(
      in: span(0, 3 * minute),
      high: IntervalSet([span(0, minute / 2)]),
      unknown: IntervalSet([span(minute / 2, minute * 3 / 2)])
    )
    let terms = AvailabilityTerms(.one, counting: .clockMinutes)
    func downtime(_ excluded: [Interval]) throws -> Downtime {
      let removed = ExcludedTime(removed: IntervalSet(excluded))
      return Downtime(
        of: timeline,
        in: try always(span(0, 3 * minute), excluding: removed),
        by: terms
      )
    }
    let before = try downtime([])
    let after = try downtime([span(minute, minute * 3 / 2)])
    #expect(before.high == 0 && before.unknown == minute)
    #expect(after.high == minute / 2 && after.unknown == minute / 2)
  }
}
