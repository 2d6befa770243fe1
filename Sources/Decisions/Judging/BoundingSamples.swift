package import Agreement
package import Chronology
package import Sampling

/// What samples of one kind found.
package struct SeenKind: Hashable, Sendable {
  /// As the agreement counts it: void where the provider doesn't answer for a failure.
  package let outcome: Outcome
  /// Why it was not up.
  package let cause: Cause?

  /// A kind of these parts.
  package init(_ outcome: Outcome, _ cause: Cause?) {
    self.outcome = outcome
    self.cause = cause
  }
}

/// The samples of one check by which a stretch counts as what it does.
package struct StretchEvidence: Hashable, Sendable {
  /// Whose samples.
  package let check: CheckID
  /// The latest that starts at or before the beginning of the stretch; nil if none was read.
  package let before: Sample?
  /// The latest that starts before its end; nil if that is ``before``.
  package let last: Sample?
  /// The earliest that starts at or after its end; nil if none was read.
  package let after: Sample?
  /// How many start in it, void ones too, by what they found.
  package let inside: [SeenKind: Int]
}

/// Looks among samples, which come in any order, for those between which stretches lie.
///
/// A stretch lies between samples that are not void: void ones are counted alone.
package struct BoundingSamples: Sendable {
  /// Of how many checks the samples are kept for one stretch; the first in the order of the service.
  package static let checkLimit = 16

  /// What one check said between two of the instants at which stretches begin and end.
  private struct Bucket {
    var first: Sample?
    var last: Sample?
    var kinds: [SeenKind: Int] = [:]

    mutating func take(_ sample: Sample, _ kind: SeenKind) {
      kinds[kind, default: 0] += 1
      guard kind.outcome != .void else { return }
      if first.map({ sample.start < $0.start }) ?? true { first = sample }
      if last.map({ sample.start > $0.start }) ?? true { last = sample }
    }
  }

  private struct Track {
    var bounds: [Instant] = []
    /// One more than the bounds: what lies before each, and after the last.
    var buckets: [Bucket] = []
  }

  private let responsibilities: Responsibilities
  private var tracks: [Track] = []
  private var numbers: [CheckID: Int] = [:]
  /// All the time that is looked at; nil if nothing is.
  package private(set) var hull: Interval?

  /// A search for what bounds `stretches`.
  ///
  /// - Parameter responsibilities: By which failures count.
  package init(of stretches: [AccountedStretch], by responsibilities: Responsibilities) {
    self.responsibilities = responsibilities
    for stretch in stretches {
      let interval = stretch.interval
      for check in stretch.checks.prefix(Self.checkLimit) {
        if numbers[check] == nil {
          numbers[check] = tracks.count
          tracks.append(Track())
        }
        if let number = numbers[check] {
          tracks[number].bounds += [interval.start, interval.end]
        }
        let known = hull ?? interval
        hull = Interval(min(known.start, interval.start), max(known.end, interval.end))
      }
    }
    for number in tracks.indices {
      tracks[number].bounds = Set(tracks[number].bounds).sorted()
      let count = tracks[number].bounds.count + 1
      tracks[number].buckets = [Bucket](repeating: Bucket(), count: count)
    }
  }

  /// The checks whose samples are wanted.
  package var checks: Set<CheckID> { Set(numbers.keys) }

  /// Takes the next sample of `check`.
  package mutating func take(_ sample: Sample, of check: CheckID) {
    guard let number = numbers[check] else { return }
    let start = sample.start.floored
    let index = partition(tracks[number].bounds.count) {
      tracks[number].bounds[$0] <= start
    }
    let outcome = responsibilities.outcome(of: sample)
    tracks[number].buckets[index].take(sample, SeenKind(outcome, sample.cause))
  }

  /// What was found of one of the stretches, check by check.
  package func evidence(of stretch: AccountedStretch) -> [StretchEvidence] {
    stretch.checks.prefix(Self.checkLimit).compactMap { check in
      guard let track = numbers[check].map({ tracks[$0] }),
        let start = track.bounds.firstIndex(of: stretch.interval.start),
        let end = track.bounds.firstIndex(of: stretch.interval.end)
      else { return nil }
      let inside = track.buckets[(start + 1)...end]
      let opening = inside.first?.first.flatMap {
        $0.start.floored == stretch.interval.start ? $0 : nil
      }
      let before = opening ?? track.buckets[...start].last { $0.last != nil }?.last
      let last = inside.last { $0.last != nil }?.last
      return StretchEvidence(
        check: check,
        before: before,
        last: last == before ? nil : last,
        after: track.buckets[(end + 1)...].first { $0.first != nil }?.first,
        inside: inside.reduce(into: [:]) { sum, bucket in
          sum.merge(bucket.kinds, uniquingKeysWith: +)
        }
      )
    }
  }
}

/// The samples of some checks around one instant, from samples that come in any order.
package struct SamplesAround: Sendable {
  /// How many are kept that start at or before the instant; of those after it, one is.
  package static let limit = 3

  /// The instant.
  package let instant: Instant
  private var before: [CheckID: [Sample]] = [:]
  private var after: [CheckID: Sample] = [:]

  /// Nothing yet around `instant`.
  package init(_ instant: Instant) {
    self.instant = instant
  }

  /// Takes the next sample of `check`.
  package mutating func take(_ sample: Sample, of check: CheckID) {
    if sample.start > instant {
      if after[check].map({ sample.start < $0.start }) ?? true { after[check] = sample }
      return
    }
    var kept = before[check] ?? []
    let place = kept.lastIndex { $0.start < sample.start }.map { $0 + 1 } ?? 0
    kept.insert(sample, at: place)
    if kept.count > Self.limit { kept.removeFirst() }
    before[check] = kept
  }

  /// Those of `check`, ascending by start.
  package func samples(of check: CheckID) -> [Sample] {
    (before[check] ?? []) + (after[check].map { [$0] } ?? [])
  }
}
