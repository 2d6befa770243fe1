import Posix
import StoreTestKit

@testable import Storage

/// What a call of the disk does.
enum DiskCall: String, CaseIterable, Sendable {
  case names, create, open, modify, rename, remove, synchronizeFolder
  case write, read, size, resize, synchronizeFile
}

/// What goes wrong with a call.
enum DiskFault: Hashable, Sendable {
  /// It fails, and nothing has happened.
  case error(Errno)
  /// Half is written, and the call after it fails with ENOSPC.
  case short

  /// All that a kind of call may do.
  static func all(of call: DiskCall) -> [DiskFault] {
    let errors = [DiskFault.error(.inputOutput), .error(.interrupted)]
    return switch call {
    case .names, .open, .read, .size: errors
    case .modify, .remove: errors + [.error(.noAccess)]
    case .create, .rename, .resize, .synchronizeFile, .synchronizeFolder:
      errors + [.error(.noSpace)]
    case .write: errors + [.error(.noSpace), .short]
    }
  }
}

/// A disk of which the n-th call of a kind fails, and perhaps some more after it.
final class FailingDisk: Disk {
  struct Plan: Sendable {
    var call: DiskCall
    /// From 1.
    var number: Int
    /// How many calls of the kind fail from then on.
    var times: Int
    var fault: DiskFault
  }

  /// The disk behind it.
  let state: FaultyDisk
  private let plan: Plan?
  private let counts = Lock<[DiskCall: Int]>([:])

  init(_ inner: FaultyDisk, _ plan: Plan?) {
    state = inner
    self.plan = plan
  }

  /// How many calls of each kind there were.
  var calls: [DiskCall: Int] { counts.withLock { $0 } }

  /// Whether what was planned came to pass.
  var hasFailed: Bool { plan.map { (calls[$0.call] ?? 0) >= $0.number } ?? false }

  /// Counts a call.
  ///
  /// - Returns: What goes wrong with it.
  fileprivate func fault(_ call: DiskCall) -> DiskFault? {
    let number = counts.withLock { counts in
      counts[call, default: 0] += 1
      return counts[call] ?? 0
    }
    guard let plan, plan.call == call else { return nil }
    return (plan.number..<plan.number + plan.times).contains(number) ? plan.fault : nil
  }

  private func pass(_ call: DiskCall) throws(Errno) {
    if case .error(let error) = fault(call) { throw error }
  }

  func names(in folder: StoreFolder) throws(Errno) -> [String] {
    try pass(.names)
    return try state.names(in: folder)
  }

  func create(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    try pass(.create)
    return FailingFile(try state.create(name, in: folder), self)
  }

  func open(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    try pass(.open)
    return FailingFile(try state.open(name, in: folder), self)
  }

  func modify(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    try pass(.modify)
    return FailingFile(try state.modify(name, in: folder), self)
  }

  func rename(_ name: String, to other: String, in folder: StoreFolder) throws(Errno) {
    try pass(.rename)
    try state.rename(name, to: other, in: folder)
  }

  func remove(_ name: String, in folder: StoreFolder) throws(Errno) {
    try pass(.remove)
    try state.remove(name, in: folder)
  }

  func synchronize(_ folder: StoreFolder) throws(Errno) {
    try pass(.synchronizeFolder)
    try state.synchronize(folder)
  }
}

private final class FailingFile: DiskFile {
  private let inner: any DiskFile
  private let disk: FailingDisk
  private let isShort = Lock(false)

  init(_ inner: any DiskFile, _ disk: FailingDisk) {
    self.inner = inner
    self.disk = disk
  }

  func write(_ bytes: [UInt8], _ range: Range<Int>, at offset: Int64) throws(Errno) -> Int {
    if isShort.withLock({ wasShort in
      defer { wasShort = false }
      return wasShort
    }) {
      throw .noSpace
    }
    switch disk.fault(.write) {
    case .error(let error): throw error
    case .short:
      isShort.withLock { $0 = true }
      let end = range.lowerBound + range.count / 2
      return end == range.lowerBound
        ? 0 : try inner.write(bytes, range.lowerBound..<end, at: offset)
    case nil: return try inner.write(bytes, range, at: offset)
    }
  }

  func read(_ count: Int, at offset: Int64) throws(Errno) -> [UInt8] {
    if case .error(let error) = disk.fault(.read) { throw error }
    return try inner.read(count, at: offset)
  }

  func size() throws(Errno) -> Int64 {
    if case .error(let error) = disk.fault(.size) { throw error }
    return try inner.size()
  }

  func resize(to size: Int64) throws(Errno) {
    if case .error(let error) = disk.fault(.resize) { throw error }
    try inner.resize(to: size)
  }

  func synchronize() throws(Errno) {
    guard case .error(let error) = disk.fault(.synchronizeFile) else {
      try inner.synchronize()
      return
    }
    // So that a crash shows what the failure gave up.
    disk.state.state.withLock { $0.synchronizeError = error }
    defer { disk.state.state.withLock { $0.synchronizeError = nil } }
    try inner.synchronize()
  }
}
