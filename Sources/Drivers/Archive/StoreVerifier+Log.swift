import Chronology
import Posix
import Proving
import Sampling
import SegmentFormat
import Storage
import StoreFormat

extension StoreVerifier {
  /// What is not sealed yet, for which nothing vouches but checksums; and the newest file, which stays
  /// when it is sealed and must say what was sealed of it.
  mutating func readLog() throws(ArchiveError) {
    // Whether all that stands before a file was read.
    var isBeginningKnown = true
    for number in listing.logs {
      let (digest, header) = try digest(number)
      for damage in digest.damages { result.note(.damaged, "\(damage)") }
      for entry in digest.entries {
        guard let record = (try? entry.record()) ?? nil else { continue }
        standing.take(record)
        if !definitions.agree(record) {
          result.note(
            .damaged,
            "log/\(LogName.file(number)) says of a series otherwise than is on record: restore the file"
              + " from a backup"
          )
        }
        switch record {
        case .expired(let file): expired.insert(file.number)
        case .sealed(let seal): seals.append(seal)
        case .loss(let loss) where loss.file > 0: lossFiles.insert(loss.file)
        case .event(let event): take(event)
        default: break
        }
      }
      guard let header else {
        // It is damaged, or has been sealed, and removed, since the folders were listed.
        isBeginningKnown = false
        continue
      }
      if isBeginningKnown {
        compareBeginning(number, digest, header, with: ledgerEnd.start, nil)
      }
      ledgerEnd.take(digest)
      result.note(
        .unproved,
        "log/\(LogName.file(number)) is not sealed yet (\(digest.sampleCount) samples): stop"
          + " constatd, or wait for its next hour"
      )
    }
    // Those that are sealed: the newest one stays, and one before it until it is cleared away.
    var sealed = listing.leftovers.filter { $0.folder == .log }
      .compactMap { LogName.number(of: $0.name) }
    if let newest = listing.newestLog, !listing.logs.contains(newest) { sealed.append(newest) }
    for number in sealed {
      do throws(ArchiveError) {
        try compareWithSeal(number)
      } catch {
        try noteUnreadable(error)
      }
    }
  }

  /// Reads a file of the log; that it is of another store, or can't be read, is noted.
  ///
  /// - Returns: What it has, and how it begins; nil where that is damaged, or it isn't there.
  private mutating func digest(
    _ number: UInt64
  ) throws(ArchiveError) -> (LogDigest, LogFileHeader?) {
    var digest = LogDigest()
    var log = ClosedLogFile(number, on: disk)
    var isForeign = false
    var header: LogFileHeader?
    do throws(StoreError) {
      header = try ClosedLogFile.beginning(of: number, on: disk)
      while let item = try log.next() {
        if let header = log.header, header.store != store { isForeign = true }
        digest.take(item)
      }
    } catch {
      try noteUnreadable(.store(error))
    }
    if isForeign {
      result.note(
        .damaged,
        "log/\(LogName.file(number)) is of another store: restore the store's own"
      )
    }
    return (digest, header)
  }

  /// The root over the samples of a file of the log, leaf by leaf.
  private mutating func root(
    ofLog number: UInt64,
    _ digest: LogDigest
  ) throws(ArchiveError) -> Hash {
    var samples: [SeriesID: [Sample]] = [:]
    var log = ClosedLogFile(number, on: disk)
    do throws(StoreError) {
      while let item = try log.next() {
        guard case .group(let group) = item, !group.flags.contains(.repetition) else { continue }
        for case .sample(let sample) in group.records {
          samples[sample.series, default: []].append(sample)
        }
      }
    } catch {
      throw .store(error)
    }
    var tree = Frontier()
    for (series, samples) in samples.sorted(by: { $0.key.number < $1.key.number }) {
      let definition = hasher.definition(digest.definitions[series]?.canonical)
      for range in Block.ranges(samples.count) {
        let leaf = SampleLeaf.hash(of: samples, range, definition: definition, using: &hasher)
        tree.append(leaf, using: &hasher)
      }
    }
    return tree.root(using: &hasher)
  }

  /// Whether constatd has not cleared a file away since the verifying began.
  private func isThere(log number: UInt64) -> Bool {
    (try? disk.names(in: .log))?.contains(LogName.file(number)) ?? true
  }

  /// Holds a file of the log against its seal: its commits, and its samples, leaf by leaf.
  private mutating func compareWithSeal(_ number: UInt64) throws(ArchiveError) {
    let (digest, header) = try digest(number)
    let seal = seals.first { $0.tier == .segment && $0.files == number...number }
    guard isThere(log: number) else { return }
    for damage in digest.damages { result.note(.damaged, "\(damage)") }
    if !digest.damages.isEmpty { return }
    guard let seal else {
      // What it was sealed with may stand in what can't be read.
      let isWhole = !result.findings.contains { $0.kind != .unproved }
      result.note(
        .unproved,
        isWhole
          ? "log/\(LogName.file(number)) has a number of which nothing was sealed: move it out of the store"
          : "log/\(LogName.file(number)), of which no seal can be read: keep it, restore what is damaged or"
            + " missing first, and verify again"
      )
      return
    }
    // The ledger ends behind the newest one.
    if number == listing.newestLog, let header, let start = ledgerEnd.newest?.start {
      compareBeginning(number, digest, header, with: start, seal)
    }
    let root = try root(ofLog: number, digest)
    let isBlank: Bool
    do throws(StoreError) {
      isBlank = try LogTail.isBlank(number, on: disk)
    } catch {
      throw .store(error)
    }
    if !isBlank {
      result.note(
        .damaged,
        "log/\(LogName.file(number)) has something behind its last commit, where nothing was written:"
          + " restore it from a backup; what is sealed holds all the same"
      )
    }
    guard isThere(log: number) else { return }
    if digest.commits != seal.commits || root != seal.root
      || (number == listing.newestLog && !isAsSealed(digest))
    {
      result.note(
        .damaged,
        "log/\(LogName.file(number)) is not what was sealed of it: restore it from a backup; what is"
          + " sealed holds all the same"
      )
    }
  }
}
