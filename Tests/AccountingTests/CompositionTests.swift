import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Accounting

/// Composition against a plain evaluation of every millisecond.
@Suite struct CompositionTests {
  private enum State: Int { case down, unknown, up }

  private let count: Int64 = 60

  /// A random expression of at most `depth` levels.
  private func expression(
    _ ids: [CheckID],
    _ depth: Int,
    using random: inout SplitMix64
  ) -> Composition {
    let kind = random.next() % 4
    guard depth > 0, kind > 0 else { return .check(ids[Int(random.next() % UInt64(ids.count))]) }
    let parts = (0...Int(random.next() % 3)).map { _ in
      expression(ids, depth - 1, using: &random)
    }
    switch kind {
    case 1: return .all(parts)
    case 2: return .any(parts)
    default: return .atLeast(1 + Int(random.next() % UInt64(parts.count)), parts)
    }
  }

  /// The state of an expression by Kleene's tables.
  private func evaluate(_ expression: Composition, _ states: [CheckID: State]) -> State {
    func values(_ parts: [Composition]) -> [Int] { parts.map { evaluate($0, states).rawValue } }
    switch expression {
    case .check(let check): return states[check] ?? .unknown
    case .all(let parts): return State(rawValue: values(parts).min() ?? 2) ?? .up
    case .any(let parts): return State(rawValue: values(parts).max() ?? 0) ?? .down
    case .atLeast(let least, let parts):
      let states = values(parts)
      if states.count(where: { $0 == State.up.rawValue }) >= least { return .up }
      return states.count { $0 != State.down.rawValue } < least ? .down : .unknown
    case .weighted(let parts):
      return State(rawValue: values(parts.map(\.part)).max() ?? 0) ?? .down
    }
  }

  private func states(
    _ timelines: [CheckID: BoundedTimeline],
    _ millisecond: Int,
    down: (BoundedTimeline) -> IntervalSet
  ) -> [CheckID: State] {
    timelines.mapValues { timeline in
      if bits(down(timeline), count)[millisecond] { return .down }
      return bits(timeline.unknown, count)[millisecond] ? .unknown : .up
    }
  }

  @Test(arguments: 1...40) func `it is what every millisecond says by itself`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let ids = try checks(4)
    var timelines: [CheckID: BoundedTimeline] = [:]
    for id in ids.dropLast() { timelines[id] = randomTimeline(count, using: &random) }
    // Of the last check there is no timeline, half of the time.
    if seed % 2 == 0 { timelines[ids[3]] = randomTimeline(count, using: &random) }
    let asked = expression(ids, 3, using: &random)
    let result = BoundedTimeline(of: asked, from: timelines, in: span(0, count))
    #expect(asked.down(timelines.mapValues(\.low), in: span(0, count)) == result.low)
    let low = bits(result.low, count)
    let estimate = bits(result.estimate, count)
    let unknown = bits(result.unknown, count)
    let possible = bits(result.possible, count)
    for index in 0..<Int(count) {
      let proved = evaluate(asked, states(timelines, index, down: \.low))
      let guess = evaluate(asked, states(timelines, index, down: \.estimate))
      let worst = evaluate(asked, states(timelines, index, down: \.high))
      #expect(low[index] == (proved == .down), "\(asked) at \(index)")
      #expect(estimate[index] == (guess == .down), "\(asked) at \(index)")
      #expect(unknown[index] == (guess == .unknown), "\(asked) at \(index)")
      #expect(possible[index] == (worst != .up), "\(asked) at \(index)")
    }
  }

  @Test(arguments: 1...40) func `a part that is worse never makes the service better`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let ids = try checks(3)
    var timelines: [CheckID: BoundedTimeline] = [:]
    for id in ids { timelines[id] = randomTimeline(count, using: &random) }
    let asked = expression(ids, 3, using: &random)
    let before = BoundedTimeline(of: asked, from: timelines, in: span(0, count))
    let old = try #require(timelines[ids[0]])
    let extra = IntervalSet([span(10, 30)])
    timelines[ids[0]] = BoundedTimeline(
      in: old.stretch,
      low: old.low.union(extra),
      estimate: old.estimate,
      high: old.high,
      unknown: old.unknown
    )
    let after = BoundedTimeline(of: asked, from: timelines, in: span(0, count))
    let sets: [(BoundedTimeline) -> IntervalSet] = [\.low, \.estimate, \.doubtful, \.possible]
    for set in sets {
      #expect(set(before).subtracting(set(after)).isEmpty, "\(asked)")
    }
  }

  /// Up and down exchanged.
  private func negated(_ timeline: BoundedTimeline) -> BoundedTimeline {
    let whole = IntervalSet([timeline.stretch])
    return BoundedTimeline(
      in: timeline.stretch,
      low: whole.subtracting(timeline.possible),
      estimate: whole.subtracting(timeline.doubtful),
      high: whole.subtracting(timeline.low).subtracting(timeline.unknown),
      unknown: timeline.unknown
    )
  }

  @Test(arguments: 1...40) func `all and any are each other's mirror image`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let ids = try checks(4)
    var timelines: [CheckID: BoundedTimeline] = [:]
    for id in ids { timelines[id] = randomTimeline(count, using: &random) }
    let mirrored = timelines.mapValues { negated($0) }
    let parts = ids.map { Composition.check($0) }
    func timeline(
      _ composition: Composition,
      _ timelines: [CheckID: BoundedTimeline]
    ) -> BoundedTimeline {
      BoundedTimeline(of: composition, from: timelines, in: span(0, count))
    }
    #expect(negated(timeline(.all(parts), timelines)) == timeline(.any(parts), mirrored))
    #expect(negated(timeline(.any(parts), timelines)) == timeline(.all(parts), mirrored))
    for least in 1...4 {
      let other = Composition.atLeast(5 - least, parts)
      #expect(
        negated(timeline(.atLeast(least, parts), timelines)) == timeline(other, mirrored)
      )
    }
  }

  @Test func `a weighted service has its parts, and is down as a whole when all are`() throws {
    let ids = try checks(2)
    let down = [IntervalSet([span(10, 30)]), IntervalSet([span(20, 40)])]
    let timelines = Dictionary(
      uniqueKeysWithValues: zip(ids, down).map { id, set in
        (id, BoundedTimeline(in: span(0, count), low: set, estimate: set, high: set))
      }
    )
    let asked = Composition.weighted([
      WeightedPart(weight: 3, .check(ids[0])), WeightedPart(weight: 1, .check(ids[1])),
    ])
    let service = ServiceTimeline(of: asked, from: timelines, in: span(0, count))
    #expect(service.weight == 4)
    #expect(service.parts.map(\.timeline.low) == down)
    let whole = BoundedTimeline(of: asked, from: timelines, in: span(0, count))
    #expect(whole.low == IntervalSet([span(20, 30)]))
  }
}
