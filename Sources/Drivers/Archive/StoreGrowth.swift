package import Chronology
import Posix
import Sampling
import SegmentFormat
package import Storage
package import Upkeep

/// How fast a store grows: what was sealed of the last week in which it recorded.
///
/// Time counts by the commits, not by the samples: history that was imported stands in the record since its
/// import, and its blocks count nowhere, for it comes once.
package struct StoreGrowth: Sendable {
  /// How long it looks back.
  package static let window = TimeAmount.days(7)
  /// With less of the record sealed nothing is said.
  package static let least = TimeAmount.hours(1)

  /// How long before it was recorded a sample starts that was not imported, at the most.
  fileprivate static let tolerance = TimeAmount.days(2)

  /// From the first to the last commit that is sealed and whose samples are there.
  package let recorded: Interval
  /// The part of it that is looked at.
  package let interval: Interval
  /// Bytes of segments.
  package private(set) var samples: Int64 = 0
  /// Bytes of the ledger.
  package private(set) var ledger: Int64 = 0
  /// Bytes of rollups, by hour and by day.
  package private(set) var rollups: [KeptFile.Tier: Int64] = [:]

  /// Looks at what is sealed; nil where less than ``least`` of it is there.
  ///
  /// Reads the ledger's files of the last week and the index of each segment of it; of samples only the
  /// blocks in which imported ones stand with others.
  package init?(_ disk: any Disk) throws(StoreError) {
    let listing = try ArchiveListing(disk)
    var times = RecordedTimes()
    guard let first = listing.segments.first, let last = listing.segments.last,
      let start = try? times.interval(of: first, listing, on: disk)?.start,
      let end = try? times.interval(of: last, listing, on: disk)?.end
    else { return nil }
    recorded = Interval(start, end)
    interval = Interval(max(start, end - StoreGrowth.window), end)
    if interval.length < StoreGrowth.least { return nil }
    for span in listing.segments.reversed() {
      guard let own = (try? times.interval(of: span, listing, on: disk)) ?? nil else { continue }
      if own.end <= interval.start { break }
      let bytes = (try? SegmentFile(span, on: disk)).map { $0.bytes(since: own.start) } ?? 0
      samples += StoreGrowth.share(of: bytes, own, in: interval)
    }
    for span in listing.ledgers.reversed() {
      guard let own = (try? times.interval(of: span, listing, on: disk)) ?? nil else { continue }
      if own.end <= interval.start { break }
      let name = "\(span.text).led"
      let bytes = (try? disk.open(name, in: .ledger).size()) ?? 0
      ledger += StoreGrowth.share(of: bytes, own, in: interval)
    }
    for tier in [KeptFile.Tier.hours, .days] {
      for file in (try? KeptFile.rollups(tier, on: disk)) ?? [] {
        guard file.interval.overlaps(interval) else { continue }
        let bytes = (try? disk.open(file.name, in: tier.folder).size()) ?? 0
        rollups[tier, default: 0] += StoreGrowth.share(of: bytes, file.interval, in: interval)
      }
    }
  }

  /// The bytes of a file whose time is only partly looked at.
  private static func share(of bytes: Int64, _ own: Interval, in interval: Interval) -> Int64 {
    let length = own.length.nanoseconds
    guard length > 0 else { return bytes }
    let part = own.intersection(interval).length.nanoseconds
    return Int64(Int128(bytes) * Int128(part) / Int128(length))
  }

  private func perDay(_ bytes: Int64) -> Int64 {
    let day = Int128(TimeAmount.days(1).nanoseconds)
    return Int64(clamping: Int128(bytes) * day / Int128(interval.length.nanoseconds))
  }

  /// How many bytes a day the store grows by, before anything expires.
  package var bytesPerDay: Int64 {
    perDay(samples) + perDay(ledger) + rollups.values.reduce(0) { $0 + perDay($1) }
  }

  /// How long `free` bytes last, where old files go as `retention` says.
  package func outlook(free: Int64, _ retention: Retention) -> GrowthOutlook.Answer {
    let age = recorded.length
    var tiers = [
      GrowthOutlook.Tier(bytesPerDay: perDay(samples), kept: retention.samples, age: age),
      GrowthOutlook.Tier(bytesPerDay: perDay(ledger), growingDays: nil),
    ]
    for tier in [KeptFile.Tier.hours, .days] {
      let bytes = perDay(rollups[tier] ?? 0)
      tiers.append(GrowthOutlook.Tier(bytesPerDay: bytes, kept: retention.age(of: tier), age: age))
    }
    return GrowthOutlook(tiers).answer(free: free)
  }
}

extension SegmentFile {
  /// The file's length, without the part of samples that start long before they were recorded.
  ///
  /// - Parameter start: When the first record of its log files was committed that is no sample.
  fileprivate func bytes(since start: Instant) -> Int64 {
    // A file that a kill has left is sealed at the next start, which may be much later.
    let limit = start - StoreGrowth.tolerance
    var (own, all): (Int128, Int128) = (0, 0)
    for (position, entry) in reader.index.entries.enumerated() {
      let bytes = Int128(entry.length)
      all += bytes
      if entry.starts.lowerBound >= limit {
        own += bytes
      } else if entry.starts.upperBound >= limit {
        // Imported samples stand with others in it.
        let samples = (try? samples(position)) ?? []
        own += bytes * Int128(samples.count { $0.start >= limit }) / Int128(max(samples.count, 1))
      }
    }
    return all > 0 ? Int64(Int128(length) * own / all) : length
  }
}
