import Cares
import Curl
import Execution
import Posix

/// What the loop's epoll set knows of a descriptor of libcurl or c-ares.
enum WatchState {
  /// Nothing, as far as we know.
  case unknown
  /// It is watched.
  case live
  /// Nobody wants it watched; it was closed, which ends the watch without a call, or will be.
  case stale
}

/// What an event of the loop belongs to: two bits of kind above the rest.
private enum Tag {
  static let curl: UInt64 = 1 << 62
  static let tcp: UInt64 = 2 << 62
  static let resolver: UInt64 = 3 << 62
  static let kinds: UInt64 = 3 << 62
  static let runs: UInt32 = 0x3FFF_FFFF

  /// The run tells an event of an earlier socket of the same flight apart.
  static func tcp(_ flight: Flight) -> UInt64 {
    tcp | UInt64(flight.run & runs) << 32 | UInt64(flight.index)
  }
}

extension ProbeLoop {
  /// Hands an event to what it belongs to.
  func serve(_ event: Epoll.Event) {
    let fails = event.readiness.isBroken
    let reads = event.readiness.contains(.readable)
    let writes = event.readiness.contains(.writable)
    let low = UInt32(truncatingIfNeeded: event.tag)
    switch event.tag & Tag.kinds {
    case Tag.curl:
      let descriptor = Int32(bitPattern: low)
      if watched[Int(descriptor)] == .stale {
        // Still open after all: one call now instead of one for every connection that is closed.
        try? executor.unwatch(descriptor)
        return
      }
      if writes, !fails, let flight = owner(of: descriptor) { noteConnected(flight) }
      perform { () throws(CurlError) in
        try multi.act(on: descriptor, reads: reads, writes: writes, fails: fails)
      }
      followCurl()
    case Tag.tcp:
      let flight = flights[Int(low)]
      let run = UInt32(truncatingIfNeeded: event.tag >> 32) & Tag.runs
      if flight.run & Tag.runs == run, flight.state == .connecting { connected(flight) }
    default:
      resolver.channel.act(on: Int32(bitPattern: low), reads: reads || fails, writes: writes)
      followResolver()
    }
  }

  /// Lets c-ares repeat or give up, and hands its answers on.
  func serveResolver(hasWaited: Bool) {
    let now = SystemClocks.monotonic()
    if hasWaited, let deadline = resolver.deadline(now: now), deadline <= now + 1_000_000 {
      resolver.channel.actOnTimeout()
    }
    followResolver()
    for answer in resolver.takeAnswers(now: now) {
      for waiter in answer.waiters {
        let flight = flights[waiter.index]
        guard flight.run == waiter.run, flight.state == .resolving else { continue }
        located(flight, answer.result, now: SystemClocks.monotonic())
      }
    }
  }

  /// Lets libcurl use its timer, starts what was added, and ends what has ended.
  func serveCurl() {
    // A redirect or another address starts a transfer at once: a few rounds, the rest next turn.
    for _ in 0..<4 {
      reap()
      followCurl()
      guard let deadline = curlDeadline, deadline <= SystemClocks.monotonic() else { return }
      curlDeadline = nil
      perform { () throws(CurlError) in try multi.actOnTimeout() }
      followCurl()
    }
    reap()
    followCurl()
  }

  /// Ends what has ended.
  private func reap() {
    while let transfer = multi.nextFinished() {
      let flight = flights[transfer.tag - 1]
      if flight.state == .transferring { transferred(flight, transfer.result) }
    }
  }

  /// Watches what libcurl wants watched.
  private func followCurl() {
    multi.takeInterests { interest in
      own(interest)
      follow(
        interest.descriptor,
        reads: interest.reads,
        writes: interest.writes,
        tag: Tag.curl | UInt64(UInt32(bitPattern: interest.descriptor))
      )
    }
    switch multi.takeTimerWish() {
    case .unchanged: break
    case .off: curlDeadline = nil
    case .after(let milliseconds):
      curlDeadline = SystemClocks.monotonic() + Int64(milliseconds) * 1_000_000
    }
  }

  /// Remembers whose a descriptor is; libcurl's own handle, which closes connections, has no tag.
  private func own(_ interest: SocketInterest) {
    let index = Int(interest.descriptor)
    while owners.count <= index { owners.append(nil) }
    owners[index] = interest.tag > 0 ? interest.tag - 1 : nil
    if interest.reads, let flight = owner(of: interest.descriptor) { noteConnected(flight) }
  }

  private func owner(of descriptor: Int32) -> Flight? {
    let index = Int(descriptor)
    return index < owners.count ? owners[index].map { flights[$0] } : nil
  }

  /// Watches what c-ares wants watched.
  private func followResolver() {
    resolver.channel.takeInterests { interest in
      follow(
        interest.descriptor,
        reads: interest.reads,
        writes: interest.writes,
        tag: Tag.resolver | UInt64(UInt32(bitPattern: interest.descriptor))
      )
    }
  }

  /// Watches a flight's own socket until it is closed.
  func watchConnect(_ flight: Flight, _ descriptor: Int32) throws(Errno) {
    try executor.watch(descriptor, for: .writable, tag: Tag.tcp(flight))
  }

  private func follow(_ descriptor: Int32, reads: Bool, writes: Bool, tag: UInt64) {
    let index = Int(descriptor)
    while watched.count <= index { watched.append(.unknown) }
    guard reads || writes else {
      watched[index] = .stale
      return
    }
    let readiness = Epoll.Readiness(reads: reads, writes: writes)
    do throws(Errno) {
      if watched[index] == .live {
        do throws(Errno) {
          try executor.change(descriptor, to: readiness, tag: tag)
        } catch .noSuchFile {
          try executor.watch(descriptor, for: readiness, tag: tag)
        }
      } else {
        do throws(Errno) {
          try executor.watch(descriptor, for: readiness, tag: tag)
        } catch .exists {
          try executor.change(descriptor, to: readiness, tag: tag)
        }
      }
      watched[index] = .live
    } catch {
      watchFailed = SystemClocks.monotonic()
    }
  }

  /// A call of libcurl's multi interface, which fails only when it is misused or memory is out.
  private func perform(_ call: () throws(CurlError) -> Int) {
    do throws(CurlError) {
      _ = try call()
    } catch {
      watchFailed = SystemClocks.monotonic()
    }
  }
}
