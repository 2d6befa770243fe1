package import Chronology

extension Event {
  /// The time of the record is ahead of UTC.
  ///
  /// - Parameters:
  ///   - lead: How far.
  ///   - until: About when it is in step again.
  package static func daemonClockAhead(
    at time: Instant,
    by lead: TimeAmount,
    until: Instant
  ) -> Event {
    let end = until.rfc3339(decimals: 0)
    return clock(
      at: time,
      state: "ahead",
      lead: lead,
      until: end,
      "the record is \(lead) ahead of UTC, which was set back or lay behind it at the start; its time"
        + " runs at half the rate until about \(end), and durations count half"
    )
  }

  /// UTC was set too far to be followed before it has lasted.
  ///
  /// - Parameter amount: How far UTC is ahead of the time of the record; negative if it is behind.
  package static func daemonClockDoubtful(at time: Instant, by amount: TimeAmount) -> Event {
    clock(
      at: time,
      state: "doubtful",
      lead: .zero - amount,
      until: "",
      "UTC was set \(amount.magnitude) \(amount < .zero ? "behind" : "ahead of") the record, too far to"
        + " be believed at once: the record goes on as before until that has lasted for a minute;"
        + " look at the machine's clock"
    )
  }

  /// The time of the record is UTC again.
  package static func daemonClockInStep(at time: Instant) -> Event {
    clock(
      at: time,
      state: "in-step",
      lead: .zero,
      until: "",
      "the record is in step with UTC again"
    )
  }

  private static func clock(
    at time: Instant,
    state: String,
    lead: TimeAmount,
    until: String,
    _ detail: String
  ) -> Event {
    Event(
      kind: .daemonClock,
      key: EventKey(.daemonClock, state, "\(time.nanoseconds)"),
      time: time,
      detail: detail,
      fields: [
        EventField("STATE", state),
        EventField("LEAD_MS", lead.wholeMilliseconds),
        EventField("UNTIL", until),
      ]
    )
  }
}
