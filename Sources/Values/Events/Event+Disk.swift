package import Chronology

extension Event {
  /// What a store has too little or too much of.
  package enum Shortage: String, Hashable, Sendable {
    /// Free space on its disk.
    case space
    /// Its own size.
    case size = "max-size"
  }

  /// The disk has little room left, or the store is larger than the configuration allows.
  ///
  /// - Parameters:
  ///   - bytes: Those that are free, or those that the store has.
  ///   - limit: The bytes that `bytes` is held against.
  package static func storeLow(
    at time: Instant,
    _ shortage: Shortage,
    bytes: Int64,
    limit: Int64
  ) -> Event {
    let detail =
      switch shortage {
      case .space:
        "\(megabytes(bytes)) are free on the store's disk, less than \(megabytes(limit)): make room"
          + " on it, or shorten `retain`"
      case .size:
        "the store has \(megabytes(bytes)), more than `max-size` \(megabytes(limit)); nothing is"
          + " deleted for that: raise `max-size`, or shorten `retain`"
      }
    return Event(
      kind: .storeLow,
      key: EventKey(.storeLow, shortage.rawValue, "\(time.nanoseconds)"),
      time: time,
      detail: detail,
      fields: [
        EventField("REASON", shortage.rawValue),
        EventField("BYTES", bytes),
        EventField("LIMIT_BYTES", limit),
      ]
    )
  }

  /// The disk has no room for what is kept ready, which is being used up.
  ///
  /// - Parameter bytes: What is left of it.
  package static func storeReserve(at time: Instant, bytes: Int64) -> Event {
    Event(
      kind: .storeReserve,
      key: EventKey(.storeReserve, "\(time.nanoseconds)"),
      time: time,
      detail:
        "the store's disk is full: \(megabytes(bytes)) that were kept ready still take samples;"
        + " make room on it",
      fields: [EventField("RESERVE_BYTES", bytes)]
    )
  }

  /// The disk takes nothing any more: samples wait in memory.
  ///
  /// - Parameter waiting: How many records wait.
  package static func storeExhausted(at time: Instant, waiting: Int) -> Event {
    Event(
      kind: .storeExhausted,
      key: EventKey(.storeExhausted, "\(time.nanoseconds)"),
      time: time,
      detail:
        "the store's disk is full and takes nothing: samples wait in memory, and are lost with"
        + " it; make room on it",
      fields: [EventField("WAITING", waiting)]
    )
  }

  /// The disk fails: samples wait in memory.
  ///
  /// - Parameters:
  ///   - error: The system's words.
  ///   - waiting: How many records wait.
  package static func storeFailed(at time: Instant, error: String, waiting: Int) -> Event {
    Event(
      kind: .storeFailed,
      key: EventKey(.storeFailed, "\(time.nanoseconds)"),
      time: time,
      detail:
        "the store's disk fails (\(error)): samples wait in memory, and are lost with it; look"
        + " after the disk",
      fields: [EventField("ERROR", error), EventField("WAITING", waiting)]
    )
  }

  /// The store is better off than before.
  ///
  /// - Parameters:
  ///   - shortage: What there was too little or too much of.
  ///   - state: How it is now, such as `ok` or `low`.
  ///   - before: How it was, such as `exhausted`.
  package static func storeRecovered(
    at time: Instant,
    _ shortage: Shortage,
    state: String,
    before: String
  ) -> Event {
    let detail =
      switch shortage {
      case .size: "it is within `max-size` again"
      case .space where state == "ok": "its disk has room again (it was \(before))"
      case .space: "its disk is better off: \(state), it was \(before)"
      }
    return Event(
      kind: .storeRecovered,
      key: EventKey(.storeRecovered, shortage.rawValue, "\(time.nanoseconds)"),
      time: time,
      detail: detail,
      fields: [
        EventField("REASON", shortage.rawValue),
        EventField("STATE", state),
        EventField("BEFORE", before),
      ]
    )
  }

  /// The event as it is said while what it rests on can't be made durable.
  package var saidBeforeDurable: Event {
    Event(said: self, fields: fields + [EventField("DURABLE", "no")])
  }

  private static func megabytes(_ bytes: Int64) -> String { "\(bytes / 1_000_000) MB" }
}
