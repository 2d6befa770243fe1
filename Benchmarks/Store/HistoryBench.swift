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
  let folder: String

  init(in folder: String) { self.folder = folder }

  /// Measures one part, `month`, `wide`, `size`, `year`, `cost`, `report` or `agreements`, or all of
  /// them; or `age`, of what the part `year` has left.
  func run(_ part: String? = nil) throws {
    print("history: stores written by the daemon's own code; processor time, best of 5, warm")
    print("question                                                        measured    goal")
    let parts: [(String, () throws -> Void)] = [
      ("month", measureMonth), ("wide", measureManyChecks), ("size", measureSize),
      ("year", measureYear), ("cost", measureCost), ("report", measureReport),
      ("agreements", measureAgreements),
    ]
    if part == "age" { return try measureAge() }
    for (name, measure) in parts where part == nil || part == name { try measure() }
  }

  func say(_ question: String, _ time: Duration, _ goal: String) {
    let space = String(repeating: " ", count: max(1, 64 - question.count))
    print("\(question)\(space)\(text(time))    \(goal)")
  }

  func text(_ time: Duration) -> String {
    let microseconds = Int(time / .microseconds(1))
    let part = String(1_000 + microseconds % 1_000).dropFirst()
    return "\(microseconds / 1_000).\(part) ms"
  }

  /// What some work takes of the processor at the least: nothing waits for a disk, and what else runs on
  /// the machine counts little.
  func best(of count: Int = 5, _ work: () throws -> Void) rethrows -> Duration {
    var best = Int64.max
    for _ in 0..<count {
      let before = SystemClocks.processor()
      try work()
      best = min(best, SystemClocks.processor() - before)
    }
    return .nanoseconds(best)
  }

  func store(
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
  func percentile(
    _ series: SeriesID,
    _ disk: PosixDisk
  ) throws -> (count: Int, value: Int64) {
    var times: [Int64] = []
    for span in try ArchiveListing(disk).segments {
      let file = try SegmentFile(span, on: disk)
      for position in file.reader.index.blocks(of: series) {
        let block = try file.block(position)
        let durations = try block.durations()
        for (outcome, duration) in zip(try block.outcomes(), durations) where outcome.isAvailable {
          times.append(duration)
        }
      }
    }
    let place = (times.count * 99 + 99) / 100 - 1
    return (times.count, times.selected(place))
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
}
