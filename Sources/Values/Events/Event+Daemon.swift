package import Chronology
package import Sampling

extension Event {
  /// The daemon measures `checks` checks from `vantage` and records into `store`.
  package static func daemonStarted(
    at time: Instant,
    vantage: String,
    checks: Int,
    store: String
  ) -> Event {
    Event(
      kind: .daemonStarted,
      key: EventKey(.daemonStarted, "\(time.nanoseconds)"),
      time: time,
      detail: "\(counted(checks, "check")) from \(vantage), recording to \(store)",
      fields: [
        EventField("VANTAGE", vantage), EventField("CHECKS", checks), EventField("STORE", store),
      ]
    )
  }

  /// The daemon has stopped, as asked.
  package static func daemonStopped(at time: Instant, reason: String) -> Event {
    Event(
      kind: .daemonStopped,
      key: EventKey(.daemonStopped, "\(time.nanoseconds)"),
      time: time,
      detail: reason,
      fields: [EventField("REASON", reason)]
    )
  }

  /// The daemon runs on a new plan.
  package static func daemonReloaded(
    at time: Instant,
    added: Int,
    removed: Int,
    changed: Int,
    unchanged: Int
  ) -> Event {
    Event(
      kind: .daemonReloaded,
      key: EventKey(.daemonReloaded, "\(time.nanoseconds)"),
      time: time,
      detail:
        "\(counted(added, "check")) added, \(removed) removed, \(changed) changed, \(unchanged) as before",
      fields: [
        EventField("ACCEPTED", "yes"),
        EventField("ADDED", added), EventField("REMOVED", removed),
        EventField("CHANGED", changed), EventField("UNCHANGED", unchanged),
      ]
    )
  }

  /// A new plan was refused; the old one goes on.
  package static func daemonReloadRefused(at time: Instant, reason: String) -> Event {
    Event(
      kind: .daemonReloaded,
      key: EventKey(.daemonReloaded, "\(time.nanoseconds)"),
      time: time,
      detail: "refused, the old configuration goes on: \(reason)",
      fields: [EventField("ACCEPTED", "no"), EventField("REASON", reason)]
    )
  }

  /// Nothing was measured in `gap`.
  package static func daemonGap(_ gap: Gap) -> Event {
    let length = gap.interval.length
    let start = gap.interval.start.rfc3339(decimals: 3)
    return Event(
      kind: .daemonGap,
      key: EventKey(
        .daemonGap,
        "\(gap.cause)",
        gap.series.map { String($0.number) } ?? "all",
        "\(gap.interval.start.nanoseconds)"
      ),
      time: gap.interval.start,
      detail: "nothing was measured for \(length) from \(start) (\(gap.cause))",
      fields: [
        EventField("CAUSE", gap.cause.description),
        EventField("START", start),
        EventField("END", gap.interval.end.rfc3339(decimals: 3)),
        EventField("LENGTH_MS", length.wholeMilliseconds),
        EventField("SLOTS", gap.slots),
      ]
    )
  }
}
