import BundleFormat
import Chronology
import Proving
import Sampling
import SegmentFormat
import Storage
import StoreFormat

/// Which blocks of which segments belong to a party's evidence; of the samples nothing is read yet.
struct EvidenceParts: Sendable {
  /// What of one segment.
  struct Part: Sendable {
    let span: LogSpan
    let file: SegmentFile
    /// The places of the blocks.
    let positions: [Int]
  }

  /// In the order of the log.
  private(set) var parts: [Part] = []
  /// The series that have a block in them.
  private(set) var series: Set<SeriesID> = []
  /// Files that can't be read.
  private(set) var damages: [String] = []
  /// How many log files' samples of the time have expired.
  private(set) var expiredCount = 0
  /// From when to when the record has something of the checks, as far as it is sealed and signed; nil if
  /// there is nothing.
  private(set) var recorded: Interval?
  private let disk: any Disk
  private let listing: ArchiveListing
  private let scope: EvidenceScope
  /// Samples that start then may account for time of the period.
  private let stretch: Interval

  /// Whether no block is of the time.
  var isEmpty: Bool { parts.isEmpty }

  /// Looks into the indexes of all segments.
  init(
    _ disk: any Disk,
    _ listing: ArchiveListing,
    _ ledger: SignedLedger,
    _ scope: EvidenceScope
  ) throws(ArchiveError) {
    self.disk = disk
    self.listing = listing
    self.scope = scope
    stretch = Interval(scope.period.start - scope.reach, scope.period.end + scope.reach)
    var first = ledger.firstDefinition
    for span in listing.segments {
      do throws(ArchiveError) {
        let file = try SegmentFile(span, on: disk)
        var positions: [Int] = []
        for (position, entry) in file.reader.index.entries.enumerated()
        where scope.series[entry.series] != nil {
          first = min(first ?? entry.starts.lowerBound, entry.starts.lowerBound)
          if entry.starts.lowerBound < stretch.end, entry.starts.upperBound >= stretch.start {
            positions.append(position)
            series.insert(entry.series)
          }
        }
        if !positions.isEmpty { parts.append(Part(span: span, file: file, positions: positions)) }
      } catch {
        guard error.isOfOneFile else { throw error }
        damages.append("\(error)")
      }
    }
    for seal in ledger.seals where seal.content.tier == .segment && seal.content.samples > 0 {
      let number = seal.content.files.lowerBound
      guard seal.content.interval.overlaps(stretch), ledger.expired.contains(number) else {
        continue
      }
      if !listing.segments.contains(where: { $0.contains(LogSpan(number)) }) { expiredCount += 1 }
    }
    guard let first else { return }
    // Unless the daemon said that it stopped, an attempt that was due may not have ended.
    let longest = scope.series.values.map(\.timeout).max() ?? .zero
    let signed = ledger.stopped ?? ledger.lastTime - longest
    // Of a check that is in no plan that is on record up to then; of the time before it nothing follows.
    let end = ledger.unplanned.values.filter { $0 > scope.period.start }.reduce(signed, min)
    recorded = Interval(first, max(first, end))
  }

  /// Whether an entry of the ledger belongs into the bundle of a period.
  ///
  /// What a series stands for that was defined after the period, and of which nothing is in it, doesn't:
  /// its check would be missed for all of the period.
  func needs(_ entry: LedgerEntry, in period: Interval) -> Bool {
    guard entry.time > period.end, case .series(let number, _)? = (try? entry.record()) ?? nil
    else { return true }
    return series.contains(number)
  }

  /// What of the time isn't sealed yet.
  func unsealed() throws(ArchiveError) -> EvidenceError.Unsealed {
    var unsealed = EvidenceError.Unsealed()
    for number in listing.logs {
      var log = ClosedLogFile(number, on: disk)
      var own: Set<SeriesID> = []
      do throws(StoreError) {
        while let item = try log.next() {
          guard case .group(let group) = item else { continue }
          for record in group.records {
            switch record {
            case .series(let series, let definition):
              if scope.checks.contains(definition.id) { own.insert(series) }
            case .sample(let sample) where own.contains(sample.series):
              guard scope.period.contains(sample.due) else { continue }
              unsealed.samples += 1
              unsealed.first = min(unsealed.first ?? sample.due, sample.due)
            default: break
            }
          }
        }
      } catch {
        throw .store(error)
      }
    }
    return unsealed
  }
}

extension ArchiveListing {
  /// What a disk has now.
  static func reading(_ disk: any Disk) throws(ArchiveError) -> ArchiveListing {
    do throws(StoreError) {
      return try ArchiveListing(disk)
    } catch {
      throw .store(error)
    }
  }
}
