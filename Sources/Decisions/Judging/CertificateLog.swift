import Accounting
import Chronology
import Sampling

/// Which certificates one check met, one after the other.
///
/// Limit: ``limit`` changes; of the time before the first that is kept, nothing is known.
struct CertificateLog: Sendable {
  /// A certificate in force, from when it was first met.
  struct Entry: Hashable, Sendable {
    /// Up to here the one before was in force for certain.
    let lastBefore: Instant
    let met: Instant
    let served: ServedCertificate
  }

  /// How many changes are kept of one check.
  static let limit = 4_096

  /// Ascending.
  private(set) var entries: [Entry] = []

  /// Takes the next change; one that isn't behind the last is passed over.
  mutating func take(_ entry: Entry) {
    if let last = entries.last, entry.met <= last.met { return }
    if entries.count == CertificateLog.limit { entries.removeFirst() }
    entries.append(entry)
  }

  /// Forgets what was over before `instant`.
  mutating func forget(before instant: Instant) {
    let over = entries.dropFirst().prefix { $0.met < instant }.count
    if over > 0 { entries.removeFirst(over) }
  }

  /// The one in force at `instant`; nil where none was met by then.
  func entry(at instant: Instant) -> Entry? { entries.last { $0.met <= instant } }

  /// When the certificate of the check was no good for at least `length` more: refused, or so near
  /// its end.
  ///
  /// Between two attempts that met different ones, either may have been in force; the estimate lets
  /// them change in the middle. Of unknown time, and of that before the first was met, nothing is said.
  ///
  /// - Parameters:
  ///   - stretch: The time that is told of.
  ///   - unwatched: When nobody looked.
  ///   - knownUntil: What was met later isn't known yet; nil knows all.
  func timeline(
    in stretch: Interval,
    for length: TimeAmount,
    unwatched: IntervalSet,
    knownUntil: Instant? = nil
  ) -> BoundedTimeline {
    let entries = entries.filter { entry in knownUntil.map { entry.met <= $0 } ?? true }
    var (low, estimate, high) = (IntervalSet(), IntervalSet(), IntervalSet())
    var unknown = unwatched
    let first = entries.first?.met ?? stretch.end
    if stretch.start < first {
      unknown = unknown.union(IntervalSet([Interval(stretch.start, min(first, stretch.end))]))
    }
    var before: (bad: IntervalSet, middle: Instant)?
    for (index, entry) in entries.enumerated() {
      let bad = entry.served.bad(for: length, in: stretch)
      let next = index + 1 < entries.count ? entries[index + 1] : nil
      let middle = before == nil ? entry.met : entry.lastBefore.middle(to: entry.met)
      let end = next.map { $0.lastBefore.middle(to: $0.met) } ?? stretch.end
      low = low.union(bad.intersection(Interval(entry.met, next?.lastBefore ?? stretch.end)))
      estimate = estimate.union(bad.intersection(Interval(middle, end)))
      high = high.union(
        bad.intersection(
          Interval(before == nil ? entry.met : entry.lastBefore, next?.met ?? stretch.end)
        )
      )
      if let before {
        let either = before.bad.intersection(bad)
        low = low.union(either.intersection(Interval(entry.lastBefore, entry.met)))
      }
      before = (bad, middle)
    }
    return BoundedTimeline(
      in: stretch,
      low: low.subtracting(unknown),
      estimate: estimate.subtracting(unknown),
      high: high.subtracting(unknown),
      unknown: unknown
    )
  }
}

extension Instant {
  /// The middle between this instant and a later one.
  fileprivate func middle(to later: Instant) -> Instant {
    self + TimeAmount(nanoseconds: (later - self).nanoseconds / 2)
  }
}

extension ServedCertificate {
  /// When it is no good for at least `length` more: always if it is refused.
  fileprivate func bad(for length: TimeAmount, in stretch: Interval) -> IntervalSet {
    if fault != nil { return IntervalSet([stretch]) }
    let good = Interval(certificate.chainStarts, certificate.chainEnds - length)
    return IntervalSet([stretch]).subtracting(IntervalSet([good]))
  }
}
