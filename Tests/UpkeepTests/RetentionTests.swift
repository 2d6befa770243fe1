import Chronology
import Testing

@testable import Upkeep

@Suite struct RetentionTests {
  /// 2026-03-14T00:00:00Z.
  private let now = Instant(seconds: 1_773_446_400)

  /// A file of the hour or day that ended so many days ago.
  private func file(_ tier: KeptFile.Tier, daysAgo days: Int64) -> KeptFile {
    let end = now - .days(days)
    return KeptFile(tier: tier, name: "\(tier)-\(days)", interval: Interval(end - .hours(1), end))
  }

  private func files(_ tier: KeptFile.Tier, _ days: [Int64]) -> [KeptFile] {
    days.map { file(tier, daysAgo: $0) }
  }

  private func names(_ retention: Retention, _ files: [KeptFile], limit: Int = 64) -> [String] {
    retention.expired(among: files, at: now, limit: limit).map(\.name)
  }

  @Test(
    arguments: [
      (Retention(), []),
      (Retention(samples: .days(400)), ["samples-402", "samples-401", "samples-400"]),
      (Retention(samples: .days(401)), ["samples-402", "samples-401"]),
      (Retention(samples: .days(403)), []),
      (Retention(hours: .days(1_000)), ["hours-1000"]),
      (Retention(days: .days(10)), ["days-4000", "days-10"]),
      (
        Retention(samples: .days(402), hours: .days(999), days: .days(3_000)),
        ["samples-402", "hours-1000", "hours-999", "days-4000"]
      ),
      (
        Retention(samples: .days(400), sizeLimit: 1), ["samples-402", "samples-401", "samples-400"]
      ),
      (Retention(sizeLimit: 1), []),
    ] as [(Retention, [String])]
  )
  func `each tier goes by its own age, and nothing by size`(
    retention: Retention,
    expected: [String]
  ) {
    let all =
      files(.samples, [402, 401, 400, 399, 1]) + files(.hours, [1_000, 999, 1])
      + files(.days, [4_000, 10, 1])
    #expect(names(retention, all) == expected)
  }

  @Test func `at most so many go at one look, the oldest first`() {
    let all = files(.samples, [9, 8, 7, 6]) + files(.hours, [9])
    let retention = Retention(samples: .days(5), hours: .days(5))
    #expect(names(retention, all, limit: 2) == ["samples-9", "samples-8"])
    #expect(names(retention, all, limit: 5).count == 5)
  }

  @Test func `what is held stays, and what is younger and old enough goes`() {
    let all = files(.samples, [9, 8, 7, 1])
    var asked: [String] = []
    let gone = Retention(samples: .days(5)).expired(among: all, at: now, limit: 2) { file in
      asked.append(file.name)
      return file.name == "samples-8"
    }
    #expect(gone.map(\.name) == ["samples-9", "samples-7"])
    #expect(asked == ["samples-9", "samples-8", "samples-7"], "only of what is old enough")
  }

  @Test func `no sample goes behind one that is young enough`() {
    let all = files(.samples, [9, 1, 8])
    #expect(names(Retention(samples: .days(5)), all) == ["samples-9"])
  }
}
