package import Chronology
package import Sampling

extension Event {
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
}
