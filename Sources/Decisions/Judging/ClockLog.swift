import Accounting
import Chronology

/// What the measurer's own clock was read to be, one stretch of equal readings after the other.
///
/// A reading holds until the next one, for ``reach`` at most: while nobody reads the clock, nothing is
/// known of it. Limit: ``limit`` stretches; of the time before the first that is kept, nothing is known.
struct ClockLog: Sendable {
  /// How exact the clock was.
  enum State: Hashable, Sendable {
    /// The kernel called it synchronized, and right within this.
    case within(TimeAmount)
    /// It was called synchronized, and how exact it is had not been asked yet.
    case unasked
    /// It was not called synchronized: nothing bounds its error.
    case unsynchronized
  }

  /// Readings without a pause that say the same.
  struct Stretch: Hashable, Sendable {
    let first: Instant
    var last: Instant
    let state: State
    /// By how much the clock was set since the reading before.
    let step: TimeAmount
  }

  /// How long a reading holds: three times as long as it is until the next one, while the daemon runs.
  static let reach = TimeAmount.seconds(180)
  /// How many stretches are kept: of one an hour, more than seven years.
  static let limit = 65_536

  /// Ascending.
  private(set) var stretches: [Stretch] = []
  /// What the kernel said last, while the clock was synchronized.
  private var uncertainty: TimeAmount?

  /// Takes the next reading; one that isn't behind the last is passed over.
  ///
  /// - Parameters:
  ///   - uncertainty: The largest error that the kernel calls possible; nil where it was not asked, and what it
  ///     said last holds.
  ///   - step: By how much the clock was set since the reading before.
  mutating func take(
    at time: Instant,
    isSynchronized: Bool,
    uncertainty: TimeAmount?,
    step: TimeAmount
  ) {
    if let last = stretches.last, time <= last.last { return }
    if isSynchronized { self.uncertainty = uncertainty ?? self.uncertainty }
    let state: State =
      isSynchronized ? self.uncertainty.map { .within($0) } ?? .unasked : .unsynchronized
    if let last = stretches.last, last.state == state, step == .zero,
      time - last.last <= ClockLog.reach
    {
      stretches[stretches.count - 1].last = time
      return
    }
    if stretches.count == ClockLog.limit { stretches.removeFirst(ClockLog.limit / 2) }
    stretches.append(Stretch(first: time, last: time, state: state, step: step))
  }

  /// Forgets what was over before `instant`.
  mutating func forget(before instant: Instant) {
    let over = stretches.dropLast().prefix { $0.last + ClockLog.reach < instant }.count
    if over > 0 { stretches.removeFirst(over) }
  }

  /// When the clock was not known to be right within `limit`.
  ///
  /// Between two readings that differ, either may have held; the estimate lets them change in the
  /// middle. Before a reading that found the clock set by more than the limit, it may have been wrong
  /// as far back as the reading before; the estimate takes it that it was.
  ///
  /// - Parameters:
  ///   - interval: The time that is told of.
  ///   - knownUntil: What was read later isn't known yet; nil knows all.
  func timeline(
    in interval: Interval,
    within limit: TimeAmount,
    knownUntil: Instant? = nil
  ) -> BoundedTimeline {
    let until = min(knownUntil ?? Judge.span.end, interval.end + ClockLog.reach)
    let first = partition(stretches.count) {
      stretches[$0].last + ClockLog.reach <= interval.start
    }
    let end = partition(stretches.count) { stretches[$0].first <= until }
    var sets = ClockSets(limit)
    var before: Stretch?
    for var stretch in stretches[first..<max(first, end)] {
      stretch.last = min(stretch.last, until)
      sets.addTime(from: before, to: stretch, since: interval.start)
      sets.add(stretch)
      before = stretch
    }
    sets.addTime(after: before, in: interval)
    return BoundedTimeline(
      in: interval,
      low: IntervalSet(sets.low),
      estimate: IntervalSet(sets.estimate),
      high: IntervalSet(sets.high),
      unknown: IntervalSet(sets.unknown)
    )
  }
}

/// When a clock was not exact enough, while its readings are gone through.
private struct ClockSets {
  private let limit: TimeAmount
  private(set) var low: [Interval] = []
  private(set) var estimate: [Interval] = []
  private(set) var high: [Interval] = []
  private(set) var unknown: [Interval] = []

  private enum Quality { case good, bad, unknown }

  init(_ limit: TimeAmount) { self.limit = limit }

  /// Adds the time from the first to the last of readings that say the same.
  mutating func add(_ stretch: ClockLog.Stretch) {
    let interval = Interval(stretch.first, stretch.last)
    switch quality(of: stretch) {
    case .good: break
    case .bad: addBad(interval, isProved: true)
    case .unknown: unknown.append(interval)
    }
  }

  /// Adds the time between two readings that say different things, or have a pause between them.
  mutating func addTime(
    from before: ClockLog.Stretch?,
    to next: ClockLog.Stretch,
    since start: Instant
  ) {
    guard let before else {
      if start < next.first { unknown.append(Interval(start, next.first)) }
      return
    }
    let interval = Interval(before.last, next.first)
    if interval.length > ClockLog.reach {
      hold(before)
      unknown.append(Interval(before.last + ClockLog.reach, next.first))
      return
    }
    let isSet = next.step.magnitude > limit
    switch (quality(of: before), quality(of: next)) {
    case (.bad, .bad): addBad(interval, isProved: true)
    case (.unknown, _), (_, .unknown): unknown.append(interval)
    case (.good, .good) where !isSet: break
    case _ where isSet: addBad(interval, isProved: false)
    case (let earlier, _):
      let middle = interval.start + TimeAmount(nanoseconds: interval.length.nanoseconds / 2)
      let isEarlier = earlier == .bad
      estimate.append(
        Interval(isEarlier ? interval.start : middle, isEarlier ? middle : interval.end)
      )
      high.append(interval)
    }
  }

  /// Adds the time behind the last reading.
  mutating func addTime(after last: ClockLog.Stretch?, in interval: Interval) {
    guard let last else {
      unknown.append(interval)
      return
    }
    hold(last)
    let end = last.last + ClockLog.reach
    if end < interval.end { unknown.append(Interval(end, interval.end)) }
  }

  private mutating func hold(_ last: ClockLog.Stretch) {
    let interval = Interval(last.last, last.last + ClockLog.reach)
    switch quality(of: last) {
    case .good: break
    case .bad: addBad(interval, isProved: false)
    case .unknown: unknown.append(interval)
    }
  }

  private mutating func addBad(_ interval: Interval, isProved: Bool) {
    if isProved { low.append(interval) }
    estimate.append(interval)
    high.append(interval)
  }

  private func quality(of stretch: ClockLog.Stretch) -> Quality {
    switch stretch.state {
    case .within(let uncertainty): uncertainty <= limit ? .good : .bad
    case .unsynchronized: .bad
    case .unasked: .unknown
    }
  }
}
