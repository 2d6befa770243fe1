import Posix

@testable import Storage

/// What a call of the inbox's folder does.
enum InboxCall: String, CaseIterable, Sendable {
  case names, modified, create, open, rename, remove, write, read
}

/// An inbox's folder of which the n-th call of a kind fails, and perhaps some more after it.
final class FailingInbox: InboxFolder {
  struct Plan: Sendable {
    var call: InboxCall
    /// From 1.
    var number: Int
    /// How many calls of the kind fail from then on.
    var times: Int
    var error: Errno
  }

  private let inner: InboxDirectory
  private let plan: Plan?
  private let counts = Lock<[InboxCall: Int]>([:])

  init(ofStore path: String, _ plan: Plan?) throws {
    inner = try InboxDirectory(ofStore: path, makes: true)
    self.plan = plan
  }

  /// How many calls of each kind there were.
  var calls: [InboxCall: Int] { counts.withLock { $0 } }

  private func pass(_ call: InboxCall) throws(Errno) {
    let number = counts.withLock { counts in
      counts[call, default: 0] += 1
      return counts[call] ?? 0
    }
    guard let plan, plan.call == call else { return }
    if (plan.number..<plan.number + plan.times).contains(number) { throw plan.error }
  }

  func names() throws(Errno) -> [String] {
    try pass(.names)
    return try inner.names()
  }

  func contains(_ name: String) -> Bool { inner.contains(name) }

  func modified(_ name: String) throws(Errno) -> Int64 {
    try pass(.modified)
    return try inner.modified(name)
  }

  func create(_ name: String) throws(Errno) -> FileHandle {
    try pass(.create)
    let file = try inner.create(name)
    do throws(Errno) {
      try pass(.write)
      return file
    } catch {
      // The file is there, and nothing can be written to it.
      return try FileHandle(opening: "/dev/full", .writeOnly)
    }
  }

  func open(_ name: String, upTo limit: Int64) throws(Errno) -> FileHandle {
    try pass(.open)
    let file = try inner.open(name, upTo: limit)
    do throws(Errno) {
      try pass(.read)
      return file
    } catch {
      // Nothing can be read from it.
      return try FileHandle(opening: "/dev/full", .writeOnly)
    }
  }

  func rename(_ name: String, to other: String) throws(Errno) {
    try pass(.rename)
    try inner.rename(name, to: other)
  }

  func remove(_ name: String) throws(Errno) {
    try pass(.remove)
    try inner.remove(name)
  }

  func removeDirectory(_ name: String) throws(Errno) { try inner.removeDirectory(name) }
}
