import Chronology
import TestKit
import Testing

/// The zones of which Tests/Fixtures has files.
enum FixtureZone {
  static let names = [
    "Africa/Cairo", "Africa/Casablanca", "America/Havana", "America/Nuuk", "America/St_Johns",
    "Asia/Gaza", "Asia/Jerusalem", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Dublin",
    "Europe/Paris", "Pacific/Apia",
  ]

  /// How the file of `name` is called.
  static func file(_ name: String) -> String {
    String(name.map { $0 == "/" ? "-" : $0 })
  }

  /// The rules of the zone `name`.
  static func rules(_ name: String) throws -> ZoneRules {
    try ZoneRules(tzif: TestFile.fixture("zones/\(file(name)).tzif"))
  }
}

/// The instant that RFC 3339 writes so.
func instant(_ text: String) throws -> Instant {
  try #require(Instant(rfc3339: text), "\(text)")
}

/// When a window such as `2026-03` is in `zone`.
func window(_ name: String, _ zone: ZoneRules) throws -> Interval {
  try #require(CivilWindow(name), "\(name)").interval(in: zone)
}

/// The intervals as the clocks of `zone` show them, to the minute.
func shown(_ intervals: [Interval], _ zone: ZoneRules) -> [String] {
  intervals.map { interval in
    [interval.start, interval.end]
      .map { String(CivilTime($0, in: zone).description.dropLast(10)) }
      .joined(separator: " to ")
  }
}
