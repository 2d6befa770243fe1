import Chronology
import Posix
import Proving
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

  /// The time that the file speaks of: when it was recorded, and from when to when the samples of each
  /// of its log files are, which may be long before if they were imported.
  func stretches(
    _ listing: ArchiveListing,
    on disk: any Disk
  ) throws(ArchiveError) -> [Interval] {
    guard tier == .samples, let span = LogSpan(name, ending: ".seg") else { return [interval] }
    var hasher = LibraryHasher(try LibraryDigest())
    var stretches = [interval]
    for ledger in listing.ledgers where span.contains(ledger) || ledger.contains(span) {
      let (file, _) = try LedgerEnd.read(ledger, on: disk, using: &hasher)
      for entry in file.entries {
        guard case .sealed(let seal)? = (try? entry.record()) ?? nil,
          span.contains(LogSpan(seal.files.lowerBound))
        else { continue }
        if seal.tier == .segment, seal.samples > 0 { stretches.append(seal.interval) }
      }
    }
    return stretches
  }
}
