import Chronology
import Posix
import Sampling
import StoreFormat

/// What is sealed is signed; of the log only checksums tell, which anybody can make.
extension Recovery {
  /// How far ahead of all other times a file of the log may say that it was made: 31 days.
  private static let longestAhead: TimeAmount = .hours(31 * 24)
  /// How many commits there may be in a second, and besides, where some are missing.
  private static let commitsPerSecond: UInt64 = 1_000
  private static let commitsBesides: UInt64 = 1_000_000
  /// How many numbers of files may be missing.
  private static let filesBetween: UInt64 = 1 << 32

  /// Notes what the ledger says, before the log is read; where it can't be read, only the log tells.
  mutating func noteSealed(_ sealed: SealedCommits?, on disk: any Disk) {
    guard let sealed else { return }
    var noted = self
    noted.knowsSealed = true
    do throws(StoreError) {
      try sealed.read(disk) { group in noted.note(group) }
    } catch {
      // Whoever seals tells of it.
      return
    }
    if noted.lastCommit > 0 { self = noted }
  }

  /// Notes what a repetition says of series that nothing else tells of.
  ///
  /// Its vantage stands on record before it, and so does what else it says of series.
  mutating func noteRepetition(_ group: CommitGroup) {
    for case .series(let series, let definition) in group.records
    where series.number < nextSeries && definitions[series] == nil {
      definitions[series] = definition
    }
  }

  /// Notes of the newest file of the log that is sealed what the ledger doesn't say: how it was closed,
  /// which series a crash has left without a record, and what of it is damaged.
  mutating func noteLog(
    of lastSealed: UInt64,
    on disk: any Disk,
    _ settings: StoreSettings
  ) throws(StoreError) {
    let numbers = try Recovery.files(on: disk)
    guard let number = numbers.last(where: { $0 <= lastSealed }) else { return }
    let known = try Quarantine.known(on: disk)
    var reader = StoreReader(disk, fromFile: number)
    wasClosedCleanly = false
    while let item = try reader.next(), reader.fileNumber == number {
      switch item {
      case .group(let group):
        wasClosedCleanly = group.flags.contains(.cleanClose)
        if let header = reader.fileHeader { noteBeginning(header, settings) }
        if group.flags.contains(.repetition) { noteRepetition(group) }
      case .damage(let damage):
        if !known.contains(damage.copyName) { damages.append(damage) }
      case .samples: break
      }
    }
    if let file = try LogFileReader(number, on: disk) { noteBeginning(file.header, settings) }
  }

  private mutating func noteBeginning(_ header: LogFileHeader, _ settings: StoreSettings) {
    newestFile = header.number
    previousFile = header.file
    if header.nextSeries <= nextSeries + min(settings.definitionLimit, .max - nextSeries) {
      nextSeries = max(nextSeries, header.nextSeries)
    }
  }

  /// Reads the log behind what is sealed, or from `first` on if files between are too many to be read.
  func reader(
    behind lastSealed: UInt64,
    from first: UInt64,
    on disk: any Disk
  ) throws(StoreError) -> StoreReader {
    let skipped = try Recovery.files(on: disk).contains { $0 > lastSealed && $0 < first }
    guard knowsSealed, !skipped, let lastTime else { return StoreReader(disk, fromFile: first) }
    return StoreReader(disk, after: lastSealed, commit: lastCommit, at: lastTime)
  }

  /// Puts files behind what is sealed into the quarantine whose header says what can't be: where the
  /// record goes on is never theirs to say.
  ///
  /// Of one that a crash leaves in the quarantine without its loss on record `constat verify` tells.
  mutating func setAside(
    behind lastSealed: UInt64,
    on disk: any Disk,
    _ settings: StoreSettings,
    _ now: Instant
  ) throws(StoreError) {
    guard let lastTime else { return }
    var latest = max(now, lastTime)
    for number in try Recovery.files(on: disk) where number > lastSealed {
      let isFar = number - lastSealed > Recovery.filesBetween
      if !isFar {
        guard let header = try LogFileReader(number, on: disk)?.header else { continue }
        if isPossible(header, latest, settings) {
          latest = max(latest, header.created)
          continue
        }
      }
      let damage = Damage(
        file: number,
        offset: 0,
        firstCommit: lastCommit + 1,
        lastCommit: 0,
        interval: Interval(lastTime, lastTime)
      )
      do throws(Errno) {
        try Quarantine.keep(damage, on: disk)
        try disk.remove(LogName.file(number), in: .log)
        try disk.synchronize(.log)
      } catch {
        throw .failed("put log/\(LogName.file(number)) into the quarantine", error)
      }
      damages.append(damage)
      // Its number names the copy.
      if !isFar { nextFile = max(nextFile, number + 1) }
    }
  }

  private func isPossible(
    _ header: LogFileHeader,
    _ latest: Instant,
    _ settings: StoreSettings
  ) -> Bool {
    guard header.created <= latest + Recovery.longestAhead, header.firstCommit > lastCommit else {
      return false
    }
    let end = max(latest, header.created)
    let seconds = UInt64(max(0, end.seconds - (lastTime ?? latest).seconds))
    let missing = header.firstCommit - lastCommit - 1
    if missing > Recovery.commitsBesides + seconds * Recovery.commitsPerSecond { return false }
    return header.nextSeries <= nextSeries + min(settings.definitionLimit, .max - nextSeries)
  }

  private static func files(on disk: any Disk) throws(StoreError) -> [UInt64] {
    do throws(Errno) {
      return try disk.names(in: .log).compactMap(LogName.number).sorted()
    } catch {
      throw .failed("list the log", error)
    }
  }
}
