package import Chronology

/// Watches one pair of windows of one objective, and says when its budget burns too fast.
///
/// inactive → pending → firing → resolved → pending … It is pending while both windows burn faster than
/// the threshold, and fires once that is proved: three failures in the long window, a confirmed
/// incident, and the time that it must last. It is resolved when the short window has burnt slower than
/// nine tenths of the threshold in two looks in a row. Where too little is known it is frozen: it
/// neither fires nor resolves, and says so.
package struct BurnAlert: Hashable, Sendable {
  /// How many failures the long window must have: one or two are what any network loses.
  package static let leastFailures = 3

  /// Where it stands.
  package enum Phase: Hashable, Sendable {
    /// Nothing burns.
    case inactive
    /// It burns, and isn't proved.
    case pending(since: Instant)
    /// It burns.
    case firing(since: Instant)
    /// It has burnt.
    case resolved(at: Instant)
  }

  /// Where it stands.
  package private(set) var phase = Phase.inactive
  /// Why it is frozen; nil if it isn't.
  package private(set) var frozen: BurnFreeze?
  /// The threshold; it moves with the service time of the objective's window.
  package var threshold: BurnThreshold

  private let hold: TimeAmount
  /// Looks in a row at a short window that burns slowly.
  private var calm = 0
  /// Until when the last look saw; nil before the first one that saw enough.
  private var watermark: Instant?

  /// An alert of which nothing has been seen.
  ///
  /// - Parameter hold: How long both windows must burn too fast before it fires.
  package init(_ threshold: BurnThreshold, hold: TimeAmount = .zero) {
    self.threshold = threshold
    self.hold = hold
  }

  /// An alert as a record tells it: firing since `firing`, unless that is nil, and frozen or not.
  ///
  /// The first look at the time where the record ends makes of it what it was: whether that look is
  /// calm, and whether the alert had seen enough before.
  package init(_ threshold: BurnThreshold, firing: Instant?, isFrozen: Bool) {
    self.init(threshold)
    if let firing { phase = .firing(since: firing) }
    if isFrozen { frozen = .stale }
  }

  /// Takes the next look.
  ///
  /// A look that sees no further than the last one is no second look.
  ///
  /// - Returns: What is to be said, in this order; mostly nothing.
  package mutating func take(_ look: BurnLook) -> [BurnAction] {
    if let reason = freeze(look) {
      let isNews = frozen == nil && watermark != nil
      if watermark != nil || frozen != nil { frozen = reason }
      // What isn't judged is no calm look.
      calm = 0
      return isNews ? [.freeze(reason)] : []
    }
    if let watermark, look.watermark <= watermark { return [] }
    let thaw: [BurnAction] = frozen == nil ? [] : [.thaw]
    frozen = nil
    watermark = look.watermark
    return thaw + advance(look)
  }

  /// Notes that looks were spared that would have seen up to `instant` and have changed nothing else.
  package mutating func rest(until instant: Instant) {
    watermark = watermark.map { max($0, instant) }
  }

  /// Whether no look for some time can change anything, while nothing fails and all is known.
  ///
  /// What is bad in a window falls then, and what is known of it grows, up to all.
  ///
  /// - Parameters:
  ///   - readings: Those of the last look.
  ///   - left: What is bad in the short window now and will be to the last.
  ///   - thresholds: Between which the threshold stays.
  package func rests(
    _ readings: (long: BurnReading, short: BurnReading),
    leaving left: Int64,
    between thresholds: (least: BurnThreshold, greatest: BurnThreshold)
  ) -> Bool {
    let (long, short) = readings
    guard watermark != nil, frozen == nil, long.isCovered, short.isCovered else { return false }
    switch phase {
    case .inactive, .resolved:
      return !thresholds.least.isExceeded(by: long.bad, of: long.known)
        || !thresholds.least.isExceeded(by: short.bad, of: short.known)
    case .pending: return false
    case .firing:
      // Two, for what is rounded.
      return calm == 0 && !thresholds.greatest.isCleared(by: left - 2, of: short.expected)
    }
  }

  private func freeze(_ look: BurnLook) -> BurnFreeze? {
    if look.now - look.watermark > threshold.pair.short { return .stale }
    if !look.long.isCovered { return .longWindow }
    if !look.short.isCovered { return .shortWindow }
    return nil
  }

  private mutating func advance(_ look: BurnLook) -> [BurnAction] {
    let isBurning =
      threshold.isExceeded(by: look.long.bad, of: look.long.known)
      && threshold.isExceeded(by: look.short.bad, of: look.short.known)
    switch phase {
    case .firing:
      calm = threshold.isCleared(by: look.short.bad, of: look.short.known) ? calm + 1 : 0
      guard calm >= 2 else { return [] }
      phase = .resolved(at: look.watermark)
      return [.resolve]
    case .inactive, .resolved:
      guard isBurning else { return [] }
      phase = .pending(since: look.watermark)
    case .pending:
      guard isBurning else {
        phase = .inactive
        return []
      }
    }
    return fireIfProved(look)
  }

  private mutating func fireIfProved(_ look: BurnLook) -> [BurnAction] {
    guard case .pending(let since) = phase, look.watermark - since >= hold, look.isConfirmed,
      look.long.failures >= BurnAlert.leastFailures
    else { return [] }
    phase = .firing(since: look.watermark)
    calm = 0
    return [.fire]
  }
}

/// What an alert has to say.
package enum BurnAction: Hashable, Sendable {
  /// The budget burns too fast.
  case fire
  /// It no longer does.
  case resolve
  /// Too little is known to go on judging.
  case freeze(BurnFreeze)
  /// Enough is known again.
  case thaw
}

/// Why an alert is frozen.
package enum BurnFreeze: String, CaseIterable, Hashable, Sendable {
  /// What is judged lags behind by more than the short window.
  case stale
  /// Less than 80 % of the long window is known.
  case longWindow = "long-window"
  /// Less than 80 % of the short window is known.
  case shortWindow = "short-window"
}
