import Accounting
import Agreement
import Chronology
import Sampling

/// What is asked of a service where it isn't its availability.
struct ServiceView: Sendable {
  enum Subject: Sendable {
    /// The certificates of its checks, which must be valid for so much longer.
    case certificates(atLeast: TimeAmount)
    /// The clock by which it is measured, which must be right within so much.
    case clock(ClockLog, within: TimeAmount)
  }

  let subject: Subject
  /// What was met or read later is not known yet; nil knows all.
  ///
  /// A rolling window is judged again and again as samples come: what came after it tells it nothing.
  var knownUntil: Instant?

  /// Whether unknown time is none of the checks' own.
  var isOfClock: Bool { if case .clock = subject { true } else { false } }
}

extension ServiceRecord {
  /// How the checks are combined: of certificates, each that is asked for by TLS must be good; one clock
  /// is all checks' clock.
  ///
  /// A check of which nothing is known yet is taken for one that is asked by TLS.
  var composition: Composition {
    switch view?.subject {
    case nil: return agreed.service.composition
    case .certificates:
      let parts = secureRecords.map { Composition.check($0.id) }
      return parts.count == 1 ? parts[0] : .all(parts)
    case .clock: return .check(records[0].id)
    }
  }

  /// The timeline of one check: of its availability, of its certificate, or of the clock.
  func bounded(_ record: CheckRecord, in stretch: Interval) -> BoundedTimeline {
    switch view?.subject {
    case nil: return record.timeline.bounded(in: stretch)
    case .certificates(let length):
      return record.certificates.timeline(
        in: stretch,
        for: length,
        unwatched: record.timeline.bounded(in: stretch).unknown,
        knownUntil: view?.knownUntil
      )
    case .clock(let log, let limit):
      return log.timeline(in: stretch, within: limit, knownUntil: view?.knownUntil)
    }
  }

  /// Whether nothing that is met or read from `now` on can tell of the time before `end`: what was before
  /// it may have changed as far back as a sample, or a reading, vouches for.
  func isViewSettled(before end: Instant, at now: Instant) -> Bool {
    switch view?.subject {
    case nil: true
    case .certificates:
      secureRecords.allSatisfy { now >= end + ($0.definition?.validity ?? .zero) }
    case .clock: now >= end + ClockLog.reach
    }
  }
}
