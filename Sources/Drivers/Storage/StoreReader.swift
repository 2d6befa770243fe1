package import Chronology
import Posix
import StoreFormat

/// Reads a store's log in order, without a lock, beside its writer.
///
/// It holds one file and a window of at most about 1 MiB. A file that is deleted while it is read
/// stays readable; one that vanishes before is skipped like one that expired earlier.
package struct StoreReader: Sendable {
  private let disk: any Disk
  private var file: LogFileReader?
  private var passed: UInt64?
  /// The numbers of the files when the folder was listed last, ascending.
  private var listing: [UInt64] = []
  /// Where the newer file begins: what stands beyond in this one was never acknowledged.
  private var limit: UInt64?
  private var isRechecked = false
  private var isAfterExpiry = false

  /// The last commit that was read; 0 before the first one.
  package private(set) var lastCommit: UInt64 = 0
  /// When that commit was put together.
  package private(set) var lastTime = Instant(nanoseconds: 0)
  /// Whether something that is no valid group stands after the last one: a write that is under way,
  /// or that a crash tore.
  package private(set) var isTorn = false
  /// Whether nothing has been written after the last group, as far as its first block tells.
  private var isBlank = false
  /// Whether even the newest file is searched to its end: a crash may have left groups behind a
  /// blank.
  private let isThorough: Bool

  /// Reads a disk from the oldest file on, or from the last one made before an instant.
  ///
  /// Every file repeats the definitions that it needs.
  package init(_ disk: any Disk, from start: Instant? = nil) throws(StoreError) {
    self.disk = disk
    isThorough = false
    guard let start else { return }
    let numbers = try fileNumbers()
    for number in numbers.reversed() {
      guard let found = try openIfThere(number) else { continue }
      if found.header.created <= start {
        passed = numbers.last { $0 < number }
        return
      }
    }
  }

  /// Reads a disk from a file on, and all that there is behind blanks: while nobody writes.
  init(_ disk: any Disk, fromFile number: UInt64) {
    self.disk = disk
    isThorough = true
    passed = number == 0 ? nil : number - 1
  }

  /// Reads a disk from the file after `number` on, which must go on behind a commit: while nobody writes.
  init(_ disk: any Disk, after number: UInt64, commit: UInt64, at time: Instant) {
    self.disk = disk
    isThorough = true
    passed = number
    lastCommit = commit
    lastTime = time
  }

  /// Reads a disk from the file after `number` on.
  package init(_ disk: any Disk, after number: UInt64) {
    self.disk = disk
    isThorough = false
    passed = number
  }

  /// The number of the file that is being read.
  package var fileNumber: UInt64? { file?.number ?? passed }

  /// The header of the file that is being read.
  var fileHeader: LogFileHeader? { file?.header }

  /// Reads what comes next.
  ///
  /// - Returns: nil at the end; a later call sees what was written since.
  /// - Throws: `newerFormat`, `failed`.
  package mutating func next() throws(StoreError) -> StoreItem? {
    while true {
      if file == nil {
        if let damage = try openNext() { return .damage(damage) }
        if file == nil { return nil }
      }
      if let group = try nextGroup() { return .group(group) }
      if let damage = try resynchronized() { return .damage(damage) }
      guard let number = file?.number, try successor(of: number) != nil else { return nil }
      // The writer may have added to this file between the look at its end and the new name.
      if !isRechecked {
        isRechecked = true
        continue
      }
      if let damage = try openNext() { return .damage(damage) }
    }
  }

  private mutating func nextGroup() throws(StoreError) -> CommitGroup? {
    while true {
      let step: LogFileReader.Step
      do throws(Errno) {
        guard let next = try file?.next() else { return nil }
        step = next
      } catch {
        throw .failed("read \(fileName)", error)
      }
      switch step {
      case .group(let group):
        isTorn = false
        isBlank = false
        if group.flags.contains(.repetition) { return group }
        if group.sequence <= lastCommit { continue }
        if let limit, group.sequence >= limit { return nil }
        lastCommit = group.sequence
        lastTime = max(lastTime, group.time)
        return group
      case .invalid(let error):
        if case .newer = error { throw .newerFormat(file: fileName, error) }
        isTorn = true
        isBlank = false
        return nil
      case .blank:
        isTorn = false
        isBlank = true
        return nil
      case .end:
        isTorn = false
        isBlank = false
        return nil
      }
    }
  }

  private var fileName: String { "log/\(LogName.file(fileNumber ?? 0))" }
}

extension StoreReader {
  /// Passes over an invalid group, or a blank, that valid groups follow.
  ///
  /// What is blank at the end of the newest file is where its writer goes on, and not looked
  /// through at every look.
  private mutating func resynchronized() throws(StoreError) -> Damage? {
    guard isTorn || isBlank, var damaged = file else { return nil }
    if isBlank, !isThorough, try successor(of: damaged.number) == nil { return nil }
    let offset = damaged.offset
    do throws(Errno) {
      guard let found = try damaged.resynchronize(after: lastCommit) else { return nil }
      if let limit, found >= limit { return nil }
      // A write under way looks the same for an instant: it is damage when it stays so.
      if case .group = try file?.next() { return nil }
      guard let end = try provenTime(of: damaged) else { return nil }
      let first = lastCommit + 1
      file = damaged
      lastCommit = found - 1
      return Damage(
        file: damaged.number,
        offset: offset,
        firstCommit: first,
        lastCommit: found - 1,
        interval: Interval(lastTime, max(lastTime, end))
      )
    } catch {
      throw .failed("read \(fileName)", error)
    }
  }

  /// Whether what stands before a group was acknowledged: the group, or one after it, begins a
  /// commit of its own.
  ///
  /// A crash may leave the later groups of one write on the disk and not the first.
  ///
  /// - Returns: The first group's time if so.
  private func provenTime(of reader: LogFileReader) throws(Errno) -> Instant? {
    var probe = reader
    var time: Instant?
    while case .group(let group) = try probe.next() {
      time = time ?? group.time
      if !group.flags.contains(.continuation) || limit != nil { return time }
    }
    return nil
  }

  /// Goes on to the next file.
  ///
  /// - Returns: The damage between the last commit and that file; the file is open all the same.
  private mutating func openNext() throws(StoreError) -> Damage? {
    guard let number = try successor(of: file?.number ?? passed) else { return nil }
    let before = file
    passed = number
    file = nil
    isRechecked = false
    isTorn = false
    isBlank = false
    let isFirst = lastCommit == 0 || isAfterExpiry
    isAfterExpiry = false
    let opened: LogFileReader?
    do throws(StoreError) {
      opened = try open(number)
    } catch {
      guard case .failed(_, .noSuchFile) = error else { throw error }
      isAfterExpiry = true
      return try openNext()
    }
    guard let next = opened else { return try unreadable(number) }
    file = next
    limit = nil
    // The next file may be deleted meanwhile only together with this one: no limit is right then.
    if let following = try successor(of: number) {
      limit = try openIfThere(following)?.header.firstCommit
    }
    if isFirst {
      lastCommit = next.header.firstCommit - 1
      lastTime = next.header.created
      return nil
    }
    let first = lastCommit + 1
    let start = lastTime
    if next.header.firstCommit <= first { return nil }
    lastCommit = next.header.firstCommit - 1
    lastTime = max(lastTime, next.header.created)
    return Damage(
      file: before?.number ?? number - 1,
      offset: before?.offset ?? 0,
      firstCommit: first,
      lastCommit: lastCommit,
      interval: Interval(start, lastTime)
    )
  }

  /// A file whose header is damaged: everything up to the next file is.
  private mutating func unreadable(_ number: UInt64) throws(StoreError) -> Damage {
    let first = lastCommit + 1
    let start = lastTime
    var last: UInt64 = 0
    if let following = try successor(of: number), let header = try openIfThere(following)?.header {
      last = header.firstCommit - 1
      if lastCommit > 0 { lastCommit = max(lastCommit, last) }
      lastTime = max(lastTime, header.created)
    }
    return Damage(
      file: number,
      offset: 0,
      firstCommit: first,
      lastCommit: last,
      interval: Interval(start, lastTime)
    )
  }

  /// The file after `number`, or the oldest one.
  ///
  /// The folder is listed again only where the last listing ends: files that are waiting to be sealed
  /// may be many.
  private mutating func successor(of number: UInt64?) throws(StoreError) -> UInt64? {
    if let next = listed(after: number) { return next }
    listing = try fileNumbers()
    return listed(after: number)
  }

  private func listed(after number: UInt64?) -> UInt64? {
    guard let number else { return listing.first }
    var bounds = 0..<listing.count
    while !bounds.isEmpty {
      let middle = bounds.lowerBound + bounds.count / 2
      bounds =
        listing[middle] > number
        ? bounds.lowerBound..<middle : (middle + 1)..<bounds.upperBound
    }
    return bounds.lowerBound < listing.count ? listing[bounds.lowerBound] : nil
  }

  func fileNumbers() throws(StoreError) -> [UInt64] {
    do throws(Errno) {
      return try disk.names(in: .log).compactMap(LogName.number)
    } catch {
      throw .failed("list the log", error)
    }
  }

  /// Opens a file; nil also when it has expired since it was listed.
  private func openIfThere(_ number: UInt64) throws(StoreError) -> LogFileReader? {
    do throws(StoreError) {
      return try open(number)
    } catch {
      guard case .failed(_, .noSuchFile) = error else { throw error }
      return nil
    }
  }

  /// Opens a file; nil when its header is damaged.
  private func open(_ number: UInt64) throws(StoreError) -> LogFileReader? {
    try LogFileReader(number, on: disk)
  }
}
