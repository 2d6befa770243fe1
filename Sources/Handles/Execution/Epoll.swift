import CLinux
import Glibc
package import Posix

/// A set of descriptors that one thread waits for.
///
/// The corresponding C functions are `epoll_create1`, `epoll_ctl` and `epoll_wait`.
@safe
package struct Epoll: ~Copyable, Sendable {
  /// What a descriptor is watched for or is ready for.
  package struct Readiness: OptionSet, Hashable, Sendable {
    /// The bits of `epoll_ctl(2)`.
    package let rawValue: UInt32

    /// Wraps bits of `epoll_ctl(2)`.
    package init(rawValue: UInt32) {
      self.rawValue = rawValue
    }

    /// A read doesn't wait (EPOLLIN).
    package static let readable = Readiness(rawValue: EPOLLIN.rawValue)
    /// A write doesn't wait (EPOLLOUT).
    package static let writable = Readiness(rawValue: EPOLLOUT.rawValue)
    /// There is an error to take (EPOLLERR); always watched.
    package static let failed = Readiness(rawValue: EPOLLERR.rawValue)
    /// Any of `readable` and `writable`.
    package init(reads: Bool, writes: Bool) {
      rawValue = (reads ? EPOLLIN.rawValue : 0) | (writes ? EPOLLOUT.rawValue : 0)
    }

    /// Whether there is an error to take, or both halves are shut.
    package var isBroken: Bool { rawValue & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 }

    /// Reported once, then not until changed (EPOLLONESHOT).
    package static let once = Readiness(rawValue: EPOLLONESHOT.rawValue)
  }

  /// A descriptor that is ready.
  package struct Event: Hashable, Sendable {
    /// What it was added with.
    package let tag: UInt64
    /// What it is ready for.
    package let readiness: Readiness

    /// Puts an event together.
    package init(tag: UInt64, readiness: Readiness) {
      self.tag = tag
      self.readiness = readiness
    }
  }

  private let file: FileHandle

  /// Makes an empty set.
  package init() throws(Errno) {
    let descriptor = epoll_create1(CInt(EPOLL_CLOEXEC))
    if descriptor < 0 { throw Errno(rawValue: errno) }
    file = FileHandle(owning: descriptor)
  }

  /// Watches a descriptor that isn't watched yet.
  package func add(_ descriptor: CInt, for readiness: Readiness, tag: UInt64) throws(Errno) {
    try control(EPOLL_CTL_ADD, descriptor, readiness, tag)
  }

  /// Watches a descriptor of the set for something else, or with another tag.
  package func change(_ descriptor: CInt, to readiness: Readiness, tag: UInt64) throws(Errno) {
    try control(EPOLL_CTL_MOD, descriptor, readiness, tag)
  }

  /// Watches a descriptor no longer.
  ///
  /// Closing it does the same.
  package func remove(_ descriptor: CInt) throws(Errno) {
    try control(EPOLL_CTL_DEL, descriptor, [], 0)
  }

  /// Waits until a descriptor is ready or the time is over.
  ///
  /// - Parameters:
  ///   - patience: Nanoseconds, 0 or more; nil waits without limit.
  ///   - events: Is emptied, and then holds at most 64 events; none when a signal came.
  package func wait(_ patience: Int64?, into events: inout [Event]) throws(Errno) {
    events.removeAll(keepingCapacity: true)
    var failure: Errno?
    unsafe withUnsafeTemporaryAllocation(of: constat_epoll_event.self, capacity: 64) { ready in
      let limit = patience.map { max($0, 0) } ?? -1
      let count = unsafe constat_epoll_wait(file.descriptor, ready.baseAddress, 64, limit)
      if count < 0 {
        failure = Errno(rawValue: errno)
        return
      }
      for index in 0..<Int(count) {
        let event = unsafe ready[index]
        events.append(Event(tag: event.tag, readiness: Readiness(rawValue: event.events)))
      }
    }
    if let failure, failure != .interrupted { throw failure }
  }

  private func control(
    _ operation: CInt,
    _ descriptor: CInt,
    _ readiness: Readiness,
    _ tag: UInt64
  ) throws(Errno) {
    let result = constat_epoll_control(
      file.descriptor,
      operation,
      descriptor,
      readiness.rawValue,
      tag
    )
    if result != 0 { throw Errno(rawValue: errno) }
  }
}
