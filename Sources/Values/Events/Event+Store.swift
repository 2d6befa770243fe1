package import Chronology
package import Sampling

extension Event {
  /// A file of the log was sealed.
  ///
  /// - Parameters:
  ///   - interval: Of its samples.
  ///   - root: The root of the samples' tree, 64 hexadecimal digits.
  ///   - checkpoint: The signed checkpoint of the ledger behind it; nil if nothing is signed.
  package static func storeSealed(
    file: UInt64,
    interval: Interval,
    samples: UInt64,
    root: String,
    checkpoint: String?
  ) -> Event {
    Event(
      kind: .storeSealed,
      key: EventKey(.storeSealed, "\(file)", root),
      time: interval.end,
      detail: "log file \(file) with \(samples) samples, "
        + (checkpoint == nil ? "not signed" : "checkpoint signed"),
      fields: [
        EventField("FILE", file),
        EventField("START", interval.start.rfc3339(decimals: 3)),
        EventField("END", interval.end.rfc3339(decimals: 3)),
        EventField("SAMPLES", samples),
        EventField("ROOT", root),
        EventField("CHECKPOINT", checkpoint ?? ""),
      ]
    )
  }

  /// The store has lost records of `interval`, of whatever series.
  ///
  /// - Parameters:
  ///   - cause: `lost` when they were never written, `damaged` when they cannot be read any more.
  ///   - records: How many; 0 where it cannot be said.
  ///   - file: The number of the damaged file; 0 if none is.
  ///   - firstCommit: The first commit that cannot be read; 0 where none was written.
  package static func storeLoss(
    cause: GapCause,
    interval: Interval,
    records: UInt64,
    file: UInt64,
    firstCommit: UInt64
  ) -> Event {
    let how =
      cause == .damaged
      ? "commits of log file \(file) cannot be read any more; the file is kept in quarantine/"
      : "the disk took nothing for so long that \(records) records were given up"
    return Event(
      kind: .storeLoss,
      key: EventKey(
        .storeLoss,
        "\(cause)",
        "\(interval.start.nanoseconds)",
        "\(interval.end.nanoseconds)",
        "\(firstCommit)"
      ),
      time: interval.start,
      detail: "\(how) (\(interval.length) from \(interval.start))",
      fields: [
        EventField("CAUSE", cause.description),
        EventField("START", interval.start.rfc3339(decimals: 3)),
        EventField("END", interval.end.rfc3339(decimals: 3)),
        EventField("LENGTH_MS", interval.length.wholeMilliseconds),
        EventField("RECORDS", records),
        EventField("FILE", file),
      ]
    )
  }

  /// The store was restored from an older backup, and is gone on with as somebody said.
  ///
  /// - Parameters:
  ///   - entries: How many entries the ledger has.
  ///   - signed: How many were signed before.
  ///   - root: The root of their tree, 64 hexadecimal digits.
  package static func storeReverted(
    at time: Instant,
    entries: UInt64,
    signed: UInt64,
    root: String
  ) -> Event {
    Event(
      kind: .storeReverted,
      key: EventKey(.storeReverted, "\(signed)", root, "\(time.nanoseconds)"),
      time: time,
      detail:
        "an older copy is gone on with: its ledger has \(entries) entries, and \(signed) were signed",
      fields: [
        EventField("ENTRIES", entries),
        EventField("SIGNED", signed),
        EventField("ROOT", root),
      ]
    )
  }
}
