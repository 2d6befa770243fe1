import Chronology
import Sampling

/// An attempt that one loop has begun and another goes on with.
///
/// It keeps its timeout, and what it has seen so far.
struct Underway: Sendable {
  let due: DueProbe
  /// By the wall clock.
  let start: Instant
  /// Monotonic nanoseconds, as is the deadline.
  let started: Int64
  let deadline: Int64
  let phases: Phases
  /// Where the next hop goes.
  let destination: Destination
  let redirects: Int
  /// The address that the last redirect came from.
  let redirector: NetworkAddress?
  /// Of the last answer, as are the bytes of its body.
  let status: UInt16
  let bodyCount: Int
  let certificate: ServedCertificate?
  /// Whether a loop was late while it had the attempt.
  let isImpaired: Bool
}

extension Flight {
  /// What another loop needs to go on with this attempt; nil if there is none.
  func underway(isImpaired: Bool) -> Underway? {
    guard let due, let destination else { return nil }
    return Underway(
      due: due,
      start: start,
      started: started,
      deadline: deadline,
      phases: phases,
      destination: destination,
      redirects: redirects,
      redirector: redirector,
      status: status,
      bodyCount: bodyCount,
      certificate: certificate,
      isImpaired: isImpaired || self.isImpaired
    )
  }

  /// Takes up an attempt where another loop has left it.
  func begin(_ underway: Underway, now: Int64) {
    begin(underway.due, start: underway.start, now: now)
    started = underway.started
    deadline = underway.deadline
    phases = underway.phases
    destination = underway.destination
    redirects = underway.redirects
    redirector = underway.redirector
    status = underway.status
    bodyCount = underway.bodyCount
    certificate = underway.certificate
    isImpaired = underway.isImpaired
  }
}
