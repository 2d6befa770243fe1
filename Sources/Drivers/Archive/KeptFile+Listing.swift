import Chronology
import Posix
import SegmentFormat
import Storage
import StoreFormat
import Upkeep

extension KeptFile.Tier {
  /// Where files of this tier are.
  var folder: StoreFolder {
    switch self {
    case .samples: .samples
    case .hours: .hours
    case .days: .days
    }
  }
}

extension KeptFile {
  private static let rollupEnding = ".roll"

  /// A segment.
  init(_ span: LogSpan, recorded interval: Interval) {
    self.init(tier: .samples, name: "\(span.text).seg", interval: interval)
  }

  /// The rollups of a tier, ascending by day; other names are passed over.
  static func rollups(_ tier: Tier, on disk: any Disk) throws(ArchiveError) -> [KeptFile] {
    do throws(Errno) {
      return try disk.names(in: tier.folder).compactMap { name in
        guard name.hasSuffix(rollupEnding),
          let date = CivilDate(String(name.dropLast(rollupEnding.count)))
        else { return nil }
        let start = Instant(seconds: date.daysSinceEpoch * 86_400)
        return KeptFile(tier: tier, name: name, interval: Interval(start, start + .days(1)))
      }
    } catch {
      throw .failed("list \(tier.folder.rawValue)/", error)
    }
  }

  /// What is to be on record before the file goes.
  var expiry: [Record] {
    let day = UInt32(clamping: floorDivide(interval.start.seconds, 86_400))
    switch tier {
    case .samples:
      guard let span = LogSpan(name, ending: ".seg") else { return [] }
      return (span.first...span.last).map { number in
        .expired(ExpiredFile(number: number, interval: interval))
      }
    case .hours: return [.expiredRollup(ExpiredRollup(tier: .hours, day: day))]
    case .days: return [.expiredRollup(ExpiredRollup(tier: .day, day: day))]
    }
  }

  /// The time that the file speaks of: when it was recorded, and when its samples began, which may
  /// be long before if they were imported.
  func touched(on disk: any Disk) -> Interval {
    guard tier == .samples,
      let starts = try? SegmentFile(named: name, on: disk).reader.footer.starts
    else { return interval }
    return Interval(min(interval.start, starts.lowerBound), max(interval.end, starts.upperBound))
  }
}
