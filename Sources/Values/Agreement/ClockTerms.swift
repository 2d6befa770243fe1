package import Chronology

/// How exact the measurer's clock must be, and for which share of the time: the duty of who measures.
package struct ClockTerms: Hashable, Sendable {
  /// By so much it may be wrong, as far as the kernel says.
  package let within: TimeAmount
  /// At this share of the time.
  package let share: Ratio

  /// Terms of these parts.
  package init(within: TimeAmount, share: Ratio = .one) {
    self.within = within
    self.share = share
  }
}
