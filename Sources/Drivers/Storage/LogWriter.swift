import Chronology
import Posix
import Sampling
import StoreFormat

/// Writes the log: one file at a time, each commit durable before the call returns.
///
/// After an error nothing that it was given counts as written; the same call can be repeated, and
/// writes the same commits under the same numbers.
struct LogWriter: Sendable {
  /// A file that is being written.
  private struct Current: Sendable {
    let file: any DiskFile
    let number: UInt64
    /// Since 1970.
    let hour: Int64
    var offset: Int64
    /// How far it was filled with zeros before it was begun, in bytes.
    let filled: Int64
    var hasCommits = false
  }

  private let disk: any Disk
  private let settings: StoreSettings
  private let clock: StoreClock
  private let store: [UInt8]
  private let boot = StoreIdentity.bootIdentity()
  private var reserve: LogReserve
  private var encoder: GroupEncoder
  private var current: Current?
  private var nextFile: UInt64
  private var previousFile: [UInt8]
  private var fileIdentity: [UInt8]

  /// The number that the next commit gets.
  private(set) var nextCommit: UInt64
  /// How many files were begun.
  private(set) var filesBegun = 0

  init(_ recovery: Recovery, on disk: any Disk, _ settings: StoreSettings, _ clock: StoreClock) {
    self.disk = disk
    self.settings = settings
    self.clock = clock
    store = recovery.store
    reserve = LogReserve(on: disk, length: settings.fileLimit, count: settings.reserveCount)
    nextCommit = recovery.lastCommit + 1
    nextFile = recovery.nextFile
    previousFile = recovery.previousFile
    fileIdentity = previousFile
    encoder = GroupEncoder(file: fileIdentity)
  }

  /// Writes records as one or more commits and waits until they are on the disk.
  ///
  /// - Parameters:
  ///   - time: Of the commits; the same when the call is repeated.
  ///   - repetition: What a new file begins with.
  /// - Returns: The number of the last commit.
  mutating func commit(
    _ records: [Record],
    time: Instant,
    flags: CommitGroup.Flags = [],
    nextSeries: UInt32,
    repetition: () -> [Record]
  ) throws(Errno) -> UInt64 {
    // Somebody has removed the file that is being written: what it held is missing from the record,
    // which readers tell, and what comes must not follow it.
    if let current, !current.file.isNamed { abandon() }
    let hour = floorDivide(time.seconds, 3_600)
    var next = encode(records, time, flags)
    if let current, current.hour != hour || !hasRoom(for: encoder.bytes.count, in: current) {
      leave(current)
    }
    if current == nil {
      try begin(time, hour, nextSeries, repetition())
      next = encode(records, time, flags)
    }
    guard var target = current else {
      preconditionFailure("a commit goes into a file that was begun")
    }
    do throws(Errno) {
      try target.file.writeAll(encoder.bytes, at: target.offset)
    } catch {
      // A full disk leaves the file good up to its last commit: the same place is tried again.
      if !error.isNoSpace {
        abandon()
      } else if target.offset >= target.filled {
        try? target.file.resize(to: target.offset)
      }
      throw error
    }
    do throws(Errno) {
      try target.file.synchronize()
    } catch {
      // The system may have dropped the pages and called them clean: this file is never
      // synchronized again.
      abandon()
      throw error
    }
    target.offset += Int64(encoder.bytes.count)
    target.hasCommits = true
    current = target
    nextCommit = next
    encoder.removeAll()
    return next - 1
  }

  /// Puts records into groups of the file that is being written.
  ///
  /// - Returns: The number of the commit after them.
  private mutating func encode(
    _ records: [Record],
    _ time: Instant,
    _ flags: CommitGroup.Flags
  ) -> UInt64 {
    encoder.removeAll()
    var sequence = nextCommit
    var index = 0
    repeat {
      index += encoder.append(
        records,
        index..<records.count,
        sequence: sequence,
        time: time,
        flags: sequence == nextCommit ? flags : flags.union(.continuation)
      )
      sequence += 1
    } while index < records.count
    return sequence
  }

  /// Whether more bytes stay within the limit; a file takes one commit of any size.
  private func hasRoom(for count: Int, in file: Current) -> Bool {
    !file.hasCommits || file.offset + Int64(count) <= settings.fileLimit
  }

  /// Lets go of a file that is whole, and gives back what was filled ahead and not needed.
  private mutating func leave(_ file: Current) {
    if file.offset < file.filled { try? file.file.resize(to: file.offset) }
    previousFile = fileIdentity
    current = nil
  }

  /// Whether there are fewer files ready than there should be.
  var isReserveShort: Bool { reserve.isShort }

  /// How many bytes a full disk still takes, beside the file that is being written.
  var reserveBytes: Int64 { reserve.bytes }

  /// Fills a piece of what is kept ready.
  mutating func fillReserve() throws(Errno) { try reserve.fill() }

  /// Ends the file that is being written; the next commit begins another one.
  mutating func end() {
    if let current { leave(current) }
  }

  /// Begins another file with the next commit.
  ///
  /// One in which nothing was committed is removed.
  private mutating func abandon() {
    guard let current else { return }
    if current.hasCommits {
      previousFile = fileIdentity
    } else {
      try? disk.remove(LogName.file(current.number), in: .log)
    }
    self.current = nil
  }

  private mutating func begin(
    _ time: Instant,
    _ hour: Int64,
    _ nextSeries: UInt32,
    _ repetition: [Record]
  ) throws(Errno) {
    let number = nextFile
    let identity = StoreIdentity.randomIdentity()
    let header = LogFileHeader(
      store: store,
      file: identity,
      number: number,
      firstCommit: nextCommit,
      nextSeries: nextSeries,
      boot: boot,
      created: time,
      bootTime: clock.bootTime(),
      previous: previousFile
    )
    var groups = GroupEncoder(file: identity)
    var index = 0
    while index < repetition.count {
      index += groups.append(
        repetition,
        index..<repetition.count,
        sequence: nextCommit - 1,
        time: time,
        flags: .repetition
      )
    }
    let bytes = header.encoded() + groups.bytes
    let temporary = LogName.temporary(number)
    try? disk.remove(temporary, in: .log)
    let spare = try reserve.take(as: temporary)
    let file = if let spare { spare.file } else { try disk.create(temporary, in: .log) }
    do throws(Errno) {
      try file.writeAll(bytes, at: 0)
      try file.synchronize()
      try disk.rename(temporary, to: LogName.file(number), in: .log)
    } catch {
      try? disk.remove(temporary, in: .log)
      throw error
    }
    // The name is taken from here on, whether or not it is on the disk yet.
    nextFile = number + 1
    do throws(Errno) {
      try disk.synchronize(.log)
    } catch {
      try? disk.remove(LogName.file(number), in: .log)
      throw error
    }
    fileIdentity = identity
    // Not the one with the repetition: it holds the definitions of all checks.
    encoder = GroupEncoder(file: identity)
    current = Current(
      file: file,
      number: number,
      hour: hour,
      offset: Int64(bytes.count),
      filled: spare?.length ?? 0
    )
    filesBegun += 1
  }
}
