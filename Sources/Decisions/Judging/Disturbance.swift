import Chronology

/// What has happened last to a service: anything but one more success right after another.
///
/// Two judges that have the same one, copies of each other, differ in nothing but in how far they have
/// seen the service go on being up.
final class Disturbance: Sendable {}

/// What a record of a check has heard last.
struct Pulse: Sendable {
  /// When the latest sample started, void ones included.
  let start: Instant
  /// Until when it vouches for the check's state.
  let until: Instant
}

/// That nothing can change but how far everything is judged, as long as the service is not disturbed.
struct Rest: Sendable {
  /// What happened before it.
  let disturbance: Disturbance
  /// From when on something may change all the same.
  let end: Instant
}

extension Judge {
  /// Notes that something has happened to all services of `check`, and to promises that have their own place.
  mutating func disturb(_ check: Int) {
    for place in subjects[check].places { disturbances[place] = Disturbance() }
  }

  /// Until where everything is judged of a service at `now` that has not been disturbed since it was
  /// steady; nil if the latest sample of one of its checks does not vouch for it any more.
  func pulse(ofService number: Int, at now: Instant) -> Instant? {
    var horizon = now
    for record in serviceRecords[number] {
      let pulse = pulses[record]
      if now > pulse.until { return nil }
      horizon = min(horizon, pulse.start)
    }
    return horizon.floored
  }

  /// The same if the service is steady: if all its checks are up, and all that was not is over.
  func steadyHorizon(ofService number: Int, at now: Instant) -> Instant? {
    guard let horizon = pulse(ofService: number, at: now),
      serviceRecords[number].allSatisfy({ checks[$0].isSteady(before: horizon) })
    else { return nil }
    return horizon
  }

  /// When the latest sample of any check of a service started.
  func reached(ofService number: Int) -> Instant {
    serviceRecords[number].reduce(Judge.span.start) { max($0, pulses[$1].start) }
  }
}
