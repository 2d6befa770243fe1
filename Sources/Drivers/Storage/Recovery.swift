package import Chronology
import Posix
package import Sampling
import StoreFormat

/// What a store holds when it is opened for writing.
package struct Recovery: Hashable, Sendable {
  /// The store's identity.
  package var store: [UInt8]
  /// The last commit that is readable; 0 in an empty store.
  package var lastCommit: UInt64 = 0
  /// When that commit was put together; nil in an empty store.
  package var lastTime: Instant?
  /// Since when nobody has measured: from the last daemon's stop, as far as the record names it, and
  /// from the last commit where it does not; nil in an empty store.
  ///
  /// Gaps of a stopped daemon that are on record already lie before it.
  package var silentSince: Instant? { stopped ?? lastTime }
  /// Whether the last daemon stopped as asked.
  package var wasClosedCleanly = false
  /// The definitions of all series that the newest files name.
  package var definitions: [SeriesID: CheckDefinition] = [:]
  /// The first number that no series has had.
  package var nextSeries: UInt32 = 0
  /// The vantage that was recorded last.
  package var vantage: String?
  /// Damage that wasn't known before; it is recorded as loss by the next commit.
  package var damages: [Damage] = []
  /// Whether the newest file ended in a write that a crash tore: normal, and nothing was
  /// acknowledged of it.
  package var wasTorn = false
  /// Whether the log does not reach as far as what is sealed, so that the ledger told where to go on:
  /// its newest file is missing or damaged, and what was not sealed is lost.
  package var isFromLedger = false

  /// Up to when the record accounts for everything, while no daemon has started since.
  private var stopped: Instant?
  /// The number of the newest file of the log that says how it begins; 0 if none does.
  var newestFile: UInt64 = 0
  /// Whether all that is sealed is noted, which holds against what the log says of it.
  var knowsSealed = false
  var nextFile: UInt64 = 1
  var previousFile = [UInt8](repeating: 0, count: 16)

  init(store: [UInt8]) {
    self.store = store
  }
}

extension Recovery {
  /// Reads the newest files of a store and finds out where to go on.
  ///
  /// Nothing in an old file is changed: the writer always begins a new one.
  ///
  /// - Parameter sealed: Asked where the log does not reach as far as what is sealed.
  /// - Throws: `newerFormat` and `readOnlyFormat` of any file, `clockUnset`, `atTheEndOfTime`, `unreadable`, `failed`.
  static func run(
    on disk: any Disk,
    _ settings: StoreSettings,
    _ clock: StoreClock,
    sealed: SealedCommits? = nil
  ) throws(StoreError) -> Recovery {
    let now = try clock.plausible()
    try refuseReadOnly(disk)
    var recovery = Recovery(store: try StoreIdentity.establish(on: disk, clock).id)
    try removeTemporaries(from: disk)
    try settle(disk)
    let lastSealed = try lastSealed(on: disk)
    recovery.noteSealed(sealed, on: disk)
    if recovery.knowsSealed {
      try recovery.setAside(behind: lastSealed, on: disk, settings, now)
      try recovery.noteLog(of: lastSealed, on: disk, settings)
    }
    let first = try firstFile(on: disk, settings.recoveryLimit)
    var reader = try recovery.reader(behind: lastSealed, from: first, on: disk)
    let known = try Quarantine.known(on: disk)
    while let item = try reader.next() {
      recovery.note(reader.fileHeader)
      switch item {
      case .group(let group): recovery.note(group)
      // Of sealed files, which are not read here.
      case .samples: break
      case .damage(let damage):
        if !known.contains(damage.copyName) { recovery.damages.append(damage) }
      }
    }
    recovery.note(reader.fileHeader)
    recovery.lastCommit = max(recovery.lastCommit, reader.lastCommit)
    recovery.wasTorn = reader.isTorn
    if let last = try reader.fileNumbers().last {
      recovery.nextFile = max(recovery.nextFile, last + 1)
    }
    recovery.nextFile = max(recovery.nextFile, lastSealed + 1)
    // The newest file of the log stays when it is sealed: without it numbers would be given again.
    if recovery.newestFile < lastSealed {
      guard let sealed else { throw .unreadable(file: "log/\(LogName.file(lastSealed))") }
      if !recovery.knowsSealed { try sealed.read(disk) { group in recovery.note(group) } }
      recovery.goOnBehindLedger()
    }
    // It goes on after its last time, and could not say when.
    if let last = recovery.lastTime, last >= Instant.clockSpan.end { throw .atTheEndOfTime(last) }
    return recovery
  }

  /// Goes on behind what is sealed.
  private mutating func goOnBehindLedger() {
    isFromLedger = true
    for index in damages.indices {
      damages[index].firstCommit = max(damages[index].firstCommit, lastCommit + 1)
      let (known, found) = (lastTime ?? Instant(nanoseconds: 0), damages[index].interval)
      damages[index].interval = Interval(max(known, found.start), max(known, found.end))
    }
  }

  private mutating func note(_ header: LogFileHeader?) {
    guard let header else { return }
    newestFile = header.number
    nextSeries = max(nextSeries, header.nextSeries)
    previousFile = header.file
    lastCommit = max(lastCommit, header.firstCommit - 1)
    lastTime = max(lastTime ?? header.created, header.created)
  }

  mutating func note(_ group: CommitGroup) {
    wasClosedCleanly = group.flags.contains(.cleanClose)
    if knowsSealed, group.flags.contains(.repetition) {
      noteRepetition(group)
      return
    }
    lastCommit = max(lastCommit, group.sequence)
    lastTime = max(lastTime ?? group.time, group.time)
    for record in group.records {
      switch record {
      case .series(let series, let definition):
        // A number means one definition for ever, and that is what was said first.
        if !knowsSealed || definitions[series] == nil { definitions[series] = definition }
        nextSeries = max(nextSeries, series.number == .max ? .max : series.number + 1)
      case .vantage(let name): vantage = name
      case .stopped(let time): stopped = time
      case .gap(let gap) where gap.series == nil && gap.cause == .daemonStopped:
        // As of a command that imported into the store of a stopped daemon.
        stopped = max(stopped ?? gap.interval.end, gap.interval.end)
      case .started: stopped = nil
      default: break
      }
    }
  }

  private static func removeTemporaries(from disk: any Disk) throws(StoreError) {
    for folder in StoreFolder.allCases {
      var path = "temporary files in \(folder.rawValue)/"
      do throws(Errno) {
        for name in try disk.names(in: folder) where name.hasPrefix(LogName.temporaryPrefix) {
          path = "\(folder.rawValue)/\(name)"
          try disk.remove(name, in: folder)
        }
      } catch {
        throw .failed("remove \(path)", error)
      }
    }
  }

  /// The highest number of a file whose records the ledger has; 0 if it has none.
  private static func lastSealed(on disk: any Disk) throws(StoreError) -> UInt64 {
    do throws(Errno) {
      let names = try disk.names(in: .ledger)
      let numbers = names.compactMap { name -> UInt64? in
        let digits = name.prefix { $0 != "." }.split(separator: "-").last ?? ""
        return LogName.number(of: "\(digits).log")
      }
      return numbers.max() ?? 0
    } catch {
      throw .failed("list the ledger", error)
    }
  }

  /// The oldest of the newest files that together stay within the limit.
  private static func firstFile(on disk: any Disk, _ limit: Int64) throws(StoreError) -> UInt64 {
    do throws(Errno) {
      var total: Int64 = 0
      var first: UInt64 = 0
      for name in try disk.names(in: .log).reversed() {
        guard let number = LogName.number(of: name) else { continue }
        total += try disk.open(name, in: .log).size()
        if first != 0, total > limit { break }
        first = number
      }
      return first
    } catch {
      throw .failed("list the log", error)
    }
  }
}
