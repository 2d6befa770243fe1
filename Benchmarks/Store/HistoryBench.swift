import Archive
import Chronology
import Judging
import Posix
import Replaying
import Rollups
import Sampling
import SegmentFormat
import Storage
import StoreFormat

/// How fast stores are written and asked that have a month, and more than a year.
struct HistoryBench {
  private let folder: String

  init(in folder: String) { self.folder = folder }

  func run() throws {
    print("history: stores written by the daemon's own code; best of 5, warm")
    print("question                                                        measured    goal")
    try measureMonth()
    try measureManyChecks()
    try measureYear()
    try measureCost()
  }

  private func say(_ question: String, _ time: Duration, _ goal: String) {
    let space = String(repeating: " ", count: max(1, 64 - question.count))
    print("\(question)\(space)\(text(time))    \(goal)")
  }

  private func text(_ time: Duration) -> String {
    let microseconds = Int(time / .microseconds(1))
    let part = String(1_000 + microseconds % 1_000).dropFirst()
    return "\(microseconds / 1_000).\(part) ms"
  }

  private func best(of count: Int = 5, _ work: () throws -> Void) rethrows -> Duration {
    var best = Duration.seconds(3_600)
    for _ in 0..<count { best = try min(best, ContinuousClock().measure(work)) }
    return best
  }

  private func store(
    _ name: String,
    checks: Int,
    interval: TimeAmount,
    period: TimeAmount = .hours(1)
  ) throws -> BenchStore {
    try BenchStore(at: "\(folder)/\(name)", checks: checks, interval: interval, period: period)
  }

  /// Ten checks every 30 s for 31 days and what settles the last.
  private func measureMonth() throws {
    let written = try store("month", checks: 10, interval: .seconds(30))
    written.write(days: 32)
    written.close()
    let disk = try PosixDisk.reading(written.path)
    let days = try RollupName.days(.days, on: disk).prefix(31)
    var sum = RollupSummary()
    let availability = try best {
      sum = RollupSummary()
      for day in days {
        var reader = try RollupReader(.days, day: day, on: disk)
        for entry in try reader.entries(of: written.series[3]) { sum.merge(entry.summary) }
      }
    }
    say("a month's availability of 1 check of 10", availability, "2 ms")
    var found: (count: Int, value: Int64) = (0, 0)
    let quantile = try best { found = try percentile(written.series[3], disk) }
    say("exact p99 of its \(found.count) samples (\(found.value) us)", quantile, "10 ms")
    print("  it was up \(sum.up) times, down \(sum.time.estimate) ms of \(sum.time.elapsed)")
  }

  /// The 99th percentile of the whole attempts that found a target available, by nearest rank.
  private func percentile(
    _ series: SeriesID,
    _ disk: PosixDisk
  ) throws -> (count: Int, value: Int64) {
    var times: [Int64] = []
    for span in try ArchiveListing(disk).segments {
      let file = try SegmentFile(span, on: disk)
      for position in file.reader.index.blocks(of: series) {
        let block = try file.block(position)
        let outcomes = try block.outcomes()
        var totals = [Int64](repeating: 0, count: outcomes.count)
        for phase in Phase.allCases {
          for (index, time) in try block.microseconds(phase).enumerated() {
            totals[index] += Int64(time)
          }
        }
        for (index, outcome) in outcomes.enumerated() where outcome.isAvailable {
          times.append(totals[index])
        }
      }
    }
    times.sort()
    return (times.count, times[(times.count * 99 + 99) / 100 - 1])
  }

  /// Ten thousand checks twice a day for 31 days.
  private func measureManyChecks() throws {
    let written = try store("wide", checks: 10_000, interval: .hours(12), period: .hours(12))
    written.write(days: 34)
    written.close()
    let disk = try PosixDisk.reading(written.path)
    let days = try RollupName.days(.days, on: disk).prefix(31)
    var rows = 0
    let time = try best {
      var sums = [RollupSummary](repeating: RollupSummary(), count: written.series.count)
      rows = 0
      for day in days {
        var reader = try RollupReader(.days, day: day, on: disk, isSweep: true)
        for page in 0..<reader.footer.pages {
          for entry in try reader.entries(onPage: page) {
            sums[Int(entry.key.series.number)].merge(entry.summary)
            rows += 1
          }
        }
      }
    }
    say("a month's availability of 10,000 checks (\(rows) rows)", time, "150 ms")
  }

  /// A thousand checks every hour for 400 days.
  private func measureYear() throws {
    let written = try store("year", checks: 1_000, interval: .hours(1))
    written.write(days: 400)
    written.close()
    let disk = try PosixDisk.reading(written.path)
    let listing = try ArchiveListing(disk)
    print(
      "  400 days of 1,000 checks: \(written.sampleCount) samples, \(listing.segments.count) segments,"
        + " \(listing.ledgers.count) ledger files"
    )
    let open = try best {
      _ = try ArchiveListing(disk)
      for day in try RollupName.days(.days, on: disk) {
        _ = try RollupReader(.days, day: day, on: disk)
      }
    }
    say("open it to ask rollups: listing, footers and indexes", open, "200 ms")
    say(
      "open it to read the record: listing, all ledger files",
      try best(of: 3) {
        _ = try HistoryReader(disk)
      },
      "-"
    )
    say(
      "read one check of it, as a report does",
      try best(of: 3) {
        try read(disk, of: CheckID("check-7").map { [$0] }, usesRollups: true)
      },
      "-"
    )
    say(
      "the daemon's start on it",
      try best(of: 2) {
        try read(disk, of: nil, usesRollups: true)
      },
      "-"
    )
    say(
      "the same without rollups",
      try best(of: 1) {
        try read(disk, of: nil, usesRollups: false)
      },
      "-"
    )
    print("  writing, sealing, merging and summing up, microseconds a sample:")
    for (first, last) in [(1, 2), (9, 19), (90, 110), (190, 210), (380, 400)] {
      let time = written.written[first..<last].reduce(Duration.zero, +)
      let samples = 24_000 * (last - first)
      print("    day \(first + 1) to \(last): \(ratio(time, samples))")
    }
  }

  private func read(
    _ disk: PosixDisk,
    of checks: Set<CheckID>?,
    usesRollups: Bool
  ) throws {
    let result = try Replay.read(
      disk,
      of: checks,
      usesRollups: usesRollups,
      judge: { Judge(agreements: []) }
    )
    if !result.damages.isEmpty { print("  damaged: \(result.damages.count)") }
  }

  private func ratio(_ time: Duration, _ samples: Int) -> String {
    let nanoseconds = Int(time / .nanoseconds(1)) / max(1, samples)
    return "\(nanoseconds / 1_000).\(String(1_000 + nanoseconds % 1_000).dropFirst())"
  }

  /// Three days of more and more checks; of 10,000 with two and a half times the samples.
  private func measureCost() throws {
    print("  the same for 3 days, by checks:")
    for (checks, interval) in [
      (10, TimeAmount.seconds(9)), (100, .seconds(90)), (1_000, .minutes(15)),
      (10_000, .hours(1)),
    ] {
      let written = try store("cost-\(checks)", checks: checks, interval: interval)
      written.write(days: 3)
      written.close()
      let time = written.written.reduce(Duration.zero, +)
      print("    \(checks): \(ratio(time, written.sampleCount)) (\(written.sampleCount) samples)")
    }
  }
}
