import Agreement
package import Chronology

/// A time in which windows of a rolling objective ended that are proved to miss it.
package struct RollingBreach: Hashable, Sendable {
  /// Where the first such window ends.
  package var begun: Instant
  /// Where a window ends that is kept again, with at most 95 % of its budget spent; nil while none
  /// does.
  package var over: Instant?

  /// A breach.
  package init(begun: Instant, over: Instant?) {
    self.begun = begun
    self.over = over
  }
}

/// The breaches of one rolling objective's windows that end in a stretch of time.
package struct RollingBreaches: Hashable, Sendable {
  /// How many are kept one by one; the earliest beyond it are only counted.
  package static let limit = 4_096

  /// The breaches, ascending; the last may go on.
  package internal(set) var kept: [RollingBreach] = []
  /// How many earlier ones there were.
  package internal(set) var forgotten = 0

  /// How many there were.
  package var count: Int { kept.count + forgotten }
}

/// Follows one rolling objective's windows, sample by sample, through a stretch of time.
struct BreachLog: Sendable {
  /// How long each window is.
  let length: TimeAmount
  /// Where the windows end that matter.
  let stretch: Interval
  private(set) var breaches = RollingBreaches()

  /// Nothing followed yet; nil for a window that does not roll.
  init?(_ rule: WindowRule, in stretch: Interval) {
    guard case .rolling(let length) = rule else { return nil }
    self.length = length
    self.stretch = stretch
  }

  /// Whether the latest breach goes on.
  var isOpen: Bool { breaches.kept.last.map { $0.over == nil } ?? false }

  /// Takes the window that ends where everything is judged now.
  mutating func take(_ standing: Standing) {
    let end = standing.judged.end
    if isOpen {
      if standing.hasRecovered { close(at: end) }
    } else if standing.state == .breached, end < stretch.end {
      breaches.kept.append(RollingBreach(begun: end, over: nil))
      guard breaches.kept.count > RollingBreaches.limit else { return }
      breaches.kept.removeFirst()
      breaches.forgotten += 1
    }
  }

  /// The latest breach was over at `end`; one that was before the stretch began is of no interest.
  mutating func close(at end: Instant) {
    if end <= stretch.start {
      breaches.kept.removeLast()
    } else {
      breaches.kept[breaches.kept.count - 1].over = end
    }
  }
}
