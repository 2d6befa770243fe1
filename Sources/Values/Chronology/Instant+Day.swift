extension Instant {
  /// The UTC day that it lies in, in days since 1970.
  package var day: Int64 { floorDivide(seconds, 86_400) }
}

extension Interval {
  /// The UTC day so many days after 1970.
  package static func day(_ number: Int64) -> Interval {
    let start = Instant(seconds: number * 86_400)
    return Interval(start, start + .days(1))
  }
}
