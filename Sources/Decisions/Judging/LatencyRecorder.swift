import Agreement
import Chronology
import DequeModule
import Sampling

/// Keeps what one objective that counts samples needs of its check's.
///
/// A sample counts in the window that contains its start, floored to a millisecond. For a rolling
/// window every sample is kept, 8 bytes each; for a calendar window counts between possible
/// boundaries are, about 200 of 32 bytes a month.
struct LatencyRecorder: Sendable {
  private let rule: SampleRule
  private var samples: LatencyRing?
  private var buckets: LatencyBuckets
  /// What alerts read; nil where no alert watches.
  private(set) var burnt: BurnSamples?

  /// A recorder by `rule` over windows by `window`; windows that begin or end at one of `cuts`
  /// (ascending) are exact too.
  ///
  /// - Parameters:
  ///   - isCutByMinutes: Whether hours or recurring work may begin or end at any minute.
  ///   - burnt: How long single samples are kept for alerts; nil keeps none.
  init(
    _ rule: SampleRule,
    window: WindowRule,
    cuts: [Instant],
    isCutByMinutes: Bool = false,
    burnt: TimeAmount? = nil
  ) {
    self.rule = rule
    switch (rule, window) {
    case (.slotted, _): samples = LatencyRing(length: LatencyRecorder.longest)
    case (_, .rolling(let length)): samples = LatencyRing(length: length)
    default: samples = nil
    }
    buckets = LatencyBuckets(rule: window, cuts: cuts, isCutByMinutes: isCutByMinutes)
    self.burnt = burnt.map { BurnSamples(length: $0) }
  }

  /// How long samples are kept one by one that slots count: until the judge forgets them.
  private static let longest = TimeAmount.days(3_660)

  /// The samples that are kept one by one and start in `stretch`.
  func samples(in stretch: Interval) -> [SlotSample] { samples?.samples(in: stretch) ?? [] }

  /// From when on the samples are kept one by one that start in `stretch`; nil if none of them was
  /// forgotten.
  func keptFrom(in stretch: Interval) -> Instant? { samples?.keptFrom(in: stretch) }

  /// Takes the next sample; void ones say nothing.
  mutating func take(_ sample: Sample) {
    guard let speed = rule.speed(of: sample) else { return }
    if speed != .unmeasured, !sample.flags.contains(.imported) {
      burnt?.append(start: sample.start.milliseconds, isBad: speed == .slow)
    }
    if samples != nil {
      samples?.append(start: sample.start.milliseconds, speed)
    } else {
      buckets.append(start: sample.start.milliseconds, speed)
    }
  }

  /// Whether the counts of `run` say all that its samples would: not if a window may begin or end
  /// inside it; for a rolling one only if its samples are forgotten when the one starts that is known to
  /// follow at `later`.
  func canTake(_ run: AvailableRun, before later: Instant?) -> Bool {
    if rule == .slotted { return false }
    // An alert wants them one by one as long as it may count them, if anybody knows.
    if let burnt, let later,
      !burnt.forgets(run.last.start.milliseconds, at: later.milliseconds)
    {
      return false
    }
    if let samples {
      return later.map { samples.forgets(run.last.start.milliseconds, at: $0.milliseconds) }
        ?? false
    }
    guard let good = rule.good(in: run), let first = isFast(run.first),
      let last = isFast(run.last)
    else { return false }
    let ends = (first ? 1 : 0) + (last ? 1 : 0)
    let possible =
      run.count == 1
      ? Int64(ends / 2)...Int64(ends / 2) : Int64(ends)...(run.count - 2 + Int64(ends))
    return possible.contains(good)
      && buckets.isUndivided(run.first.start.milliseconds, run.last.start.milliseconds)
  }

  /// Takes the samples of a run for which ``canTake(_:)`` holds.
  mutating func take(_ run: AvailableRun) {
    if !run.last.flags.contains(.imported) { takeBurnt(run) }
    guard samples == nil, let good = rule.good(in: run), let first = isFast(run.first),
      let last = isFast(run.last)
    else { return }
    buckets.append(
      run.count,
      first: (run.first.start.milliseconds, first),
      last: (run.last.start.milliseconds, last),
      good: good
    )
  }

  /// Of a run all of whose samples were good they are known one by one; of another only its ends.
  private mutating func takeBurnt(_ run: AvailableRun) {
    guard let good = rule.good(in: run), let first = isFast(run.first), let last = isFast(run.last)
    else { return }
    burnt?.append(start: run.first.start.milliseconds, isBad: !first)
    guard run.count > 1 else { return }
    let between = good == run.count ? run.count - 2 : 0
    burnt?.append(start: run.last.start.milliseconds, isBad: !last, after: between)
  }

  /// Whether an available sample is fast; nil where its time was not measured.
  private func isFast(_ sample: Sample) -> Bool? {
    switch rule.speed(of: sample) {
    case .fast: true
    case .slow: false
    case .unmeasured, nil: nil
    }
  }

  /// Counts the samples that start in `stretch`.
  ///
  /// - Returns: The counts, and the part of the stretch in ms whose samples are no longer told
  ///   apart from those outside it: it counts as unknown.
  func count(in stretch: Interval) -> (tally: LatencyTally, lost: Int64) {
    let range = stretch.start.milliseconds..<max(stretch.start, stretch.end).milliseconds
    return samples?.count(in: range) ?? buckets.count(in: range)
  }

  /// Whether no sample to come can change what is counted of the time before `end`; never so of a
  /// rolling window.
  func isSettled(before end: Instant) -> Bool {
    samples == nil && buckets.isSettled(before: end.milliseconds)
  }

  mutating func forget(before instant: Instant) {
    samples?.forget(before: instant.milliseconds)
    burnt?.forget(before: instant.milliseconds)
    buckets.forget(before: instant.milliseconds)
  }
}

/// What one sample says to a latency objective.
enum Speed: Int64, CaseIterable, Sendable {
  /// Within the limit.
  case fast
  /// Beyond it, or down.
  case slow
  /// Available, in a time that nobody measured.
  case unmeasured
}

extension LatencyTally {
  /// Counts samples of one speed.
  mutating func add(_ speed: Speed, _ count: Int64 = 1) {
    switch speed {
    case .fast:
      valid += count
      good += count
    case .slow: valid += count
    case .unmeasured: unmeasured += count
    }
  }
}

/// The samples of the last so much time, each as its start and its speed.
struct LatencyRing: Sendable {
  /// How many samples are kept: 32 MB.
  ///
  /// Beyond it the oldest are dropped, and their time is unknown.
  static let capacity = 4_194_304

  /// Start in ms × 4, plus the speed's number.
  private var entries: Deque<Int64> = []
  /// The counts of all entries.
  private var whole = LatencyTally()
  /// Samples before it are not here.
  private var keptFrom = Int64.min
  private let length: Int64
  private let capacity: Int

  init(length: TimeAmount, capacity: Int = LatencyRing.capacity) {
    self.length = length.wholeMilliseconds
    self.capacity = capacity
  }

  mutating func append(start: Int64, _ speed: Speed) {
    entries.append(start << 2 | speed.rawValue)
    whole.add(speed)
    forget(before: start - length)
    if entries.count > capacity, let first = entries.first {
      forget(before: LatencyRing.start(of: first) + 1)
    }
  }

  /// Whether a sample that starts at `start` is forgotten when one is taken that starts at `later`.
  func forgets(_ start: Int64, at later: Int64) -> Bool { start < later - length }

  /// Those that start in `stretch`.
  func samples(in stretch: Interval) -> [SlotSample] {
    let range = stretch.start.milliseconds..<max(stretch.start, stretch.end).milliseconds
    let first = partition(entries.count) { LatencyRing.start(of: entries[$0]) < range.lowerBound }
    return entries[first...].lazy.prefix { LatencyRing.start(of: $0) < range.upperBound }.map {
      SlotSample(
        start: Instant(milliseconds: LatencyRing.start(of: $0)),
        isBad: LatencyRing.speed(of: $0) == .slow
      )
    }
  }

  /// From when on those are here that start in `stretch`; nil if all are.
  func keptFrom(in stretch: Interval) -> Instant? {
    keptFrom > stretch.start.milliseconds
      ? min(Instant(milliseconds: keptFrom), max(stretch.start, stretch.end)) : nil
  }

  private static func start(of entry: Int64) -> Int64 { entry >> 2 }

  private static func speed(of entry: Int64) -> Speed { Speed(rawValue: entry & 3) ?? .unmeasured }

  mutating func forget(before start: Int64) {
    keptFrom = max(keptFrom, start)
    while let first = entries.first, LatencyRing.start(of: first) < start {
      whole.add(LatencyRing.speed(of: first), -1)
      entries.removeFirst()
    }
  }

  /// Linear in the samples outside `range`: none but the latest few for the current window.
  func count(in range: Range<Int64>) -> (tally: LatencyTally, lost: Int64) {
    var tally = whole
    var first = 0
    var end = entries.count
    while first < end, LatencyRing.start(of: entries[first]) < range.lowerBound {
      tally.add(LatencyRing.speed(of: entries[first]), -1)
      first += 1
    }
    while end > first, LatencyRing.start(of: entries[end - 1]) >= range.upperBound {
      end -= 1
      tally.add(LatencyRing.speed(of: entries[end]), -1)
    }
    return (
      tally, keptFrom > range.lowerBound ? min(keptFrom, range.upperBound) - range.lowerBound : 0
    )
  }
}
