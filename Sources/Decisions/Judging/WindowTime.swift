import Accounting
import Agreement
import Chronology

/// How the time of one window counts, as far as it is judged.
///
/// It is told by what is settled of the window, or looked at anew where nothing is: both are the same.
struct WindowTime {
  private let service: ServiceRecord
  private let window: Interval
  private let terms: AvailabilityTerms?
  private let horizon: Instant
  /// What is settled, and what isn't yet; nil where all is looked at anew.
  private let look: AccountLook?

  /// The time of `window`.
  ///
  /// - Parameters:
  ///   - terms: How outages count; nil counts every millisecond of them.
  ///   - horizon: Until where everything is judged.
  ///   - account: What is settled of some window of the promise; it is used if it is of this one.
  init(
    _ service: ServiceRecord,
    in window: Interval,
    by terms: AvailabilityTerms?,
    judgedUntil horizon: Instant,
    account: PromiseAccount?
  ) {
    self.service = service
    self.window = window
    self.terms = terms
    self.horizon = horizon
    look = account?.look(at: service, in: window, judgedUntil: horizon)
  }

  /// How `judged` counts, a part of the window.
  func reckoning(of judged: Interval) -> Reckoning {
    if let look, look.tells(judged) { return look.reckoning(of: judged) }
    return service.reckoning(of: judged, in: window, by: terms, judgedUntil: horizon)
  }

  /// The same if everything that is claimed or disputed were accepted; nil if that changes nothing.
  func disputed(of judged: Interval) -> Reckoning? {
    if let look, look.tells(judged) { return look.disputed(of: judged) }
    return service.disputed(of: judged, in: window, by: terms, judgedUntil: horizon)
  }

  /// What of `stretch` is measured, a part of the window.
  func measured(in stretch: Interval) -> IntervalSet {
    look?.measured(in: stretch) ?? service.measured(in: stretch, judgedUntil: horizon)
  }
}
