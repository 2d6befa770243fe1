import Chronology

/// `[start, end)` in milliseconds of the epoch.
func span(_ start: Int64, _ end: Int64) -> Interval {
  Interval(Instant(milliseconds: start), Instant(milliseconds: end))
}
