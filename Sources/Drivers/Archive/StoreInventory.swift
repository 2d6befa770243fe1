package import Chronology
import Posix
import SegmentFormat
package import Storage

/// What a store takes of its disk, and what for.
package struct StoreInventory: Sendable {
  /// The files of one folder.
  package struct Tier: Hashable, Sendable {
    /// The folder.
    package let folder: StoreFolder
    /// How many files there are.
    package var files = 0
    /// Their lengths together, in bytes.
    package var bytes: Int64 = 0
  }

  /// The folders, in the order of ``StoreFolder``.
  package let tiers: [Tier]
  /// Samples in segments.
  package private(set) var samples: UInt64 = 0
  /// From the first sample in a segment to the last one; nil without any.
  package private(set) var starts: ClosedRange<Instant>?
  /// Segments that can't be read.
  package private(set) var unreadable = 0

  /// Looks at every file's length, and at every segment's own account of itself; no sample is read.
  package init(_ disk: any Disk) throws(StoreError) {
    var tiers: [Tier] = []
    for folder in StoreFolder.allCases {
      tiers.append(try StoreInventory.tier(folder, of: disk))
    }
    self.tiers = tiers
    for span in try ArchiveListing(disk).segments {
      do throws(ArchiveError) {
        let footer = try SegmentFile(span, on: disk).reader.footer
        samples += footer.samples
        guard let own = footer.starts else { continue }
        starts =
          min(
            starts?.lowerBound ?? own.lowerBound,
            own.lowerBound
          )...max(starts?.upperBound ?? own.upperBound, own.upperBound)
      } catch {
        unreadable += 1
      }
    }
  }

  /// The files of a folder; one that is removed meanwhile is passed over, as is what is no file.
  private static func tier(_ folder: StoreFolder, of disk: any Disk) throws(StoreError) -> Tier {
    var tier = Tier(folder: folder)
    let names: [String]
    do throws(Errno) {
      names = try disk.names(in: folder)
    } catch {
      if folder.isOptional, error == .noSuchFile { return tier }
      throw .failed("list the store", error)
    }
    for name in names {
      guard let size = try? disk.open(name, in: folder).size() else { continue }
      tier.files += 1
      tier.bytes += size
    }
    return tier
  }

  /// The length of all files, in bytes.
  package var bytes: Int64 { tiers.reduce(0) { $0 + $1.bytes } }

  /// The length of what keeps the sealed samples, their proof and their sums, in bytes.
  package var sealedBytes: Int64 {
    tiers.reduce(0) { sum, tier in
      switch tier.folder {
      case .samples, .ledger, .hours, .days, .checkpoints: sum + tier.bytes
      case .root, .log, .quarantine, .reports: sum
      }
    }
  }

  /// What a sealed sample takes, its proof and sums included, in hundredths of a byte; nil without any.
  package var hundredthsPerSample: Int64? {
    samples == 0 ? nil : sealedBytes * 100 / Int64(clamping: samples)
  }

  /// What the data of a sealed sample takes alone, in hundredths of a byte; nil without any.
  package var dataHundredthsPerSample: Int64? {
    guard samples > 0 else { return nil }
    let bytes = tiers.filter { $0.folder == .samples }.reduce(0) { $0 + $1.bytes }
    return bytes * 100 / Int64(clamping: samples)
  }
}
