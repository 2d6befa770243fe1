import Cares
import Chronology
import Curl
import Posix
import Sampling

// The way of one attempt: located, connected or transferred, ended.
extension ProbeLoop {
  /// Starts an attempt.
  func begin(_ due: DueProbe) {
    let flight = restingFlight()
    let now = SystemClocks.monotonic()
    flight.begin(due, start: Instant(nanoseconds: SystemClocks.realtime()), now: now)
    locate(flight, now: now)
  }

  /// Goes on with an attempt that another loop has begun.
  func begin(_ underway: Underway) {
    let flight = restingFlight()
    let now = SystemClocks.monotonic()
    flight.begin(underway, now: now)
    locate(flight, now: now)
  }

  private func restingFlight() -> Flight {
    if let free = idle.popLast() { return flights[free] }
    let flight = Flight(index: flights.count)
    flights.append(flight)
    return flight
  }

  /// Whether this loop was late while it had a flight.
  func isImpaired(_ flight: Flight, now: Int64) -> Bool {
    stalls.impair(since: flight.started, now: now, turnStart: turnStarted)
  }

  /// Finds the address of where this hop goes.
  func locate(_ flight: Flight, now: Int64) {
    guard let destination = flight.destination else { return }
    flight.resolution = nil
    flight.addressIndex = 0
    flight.failure = nil
    flight.phaseStarted = now
    flight.state = .resolving
    if destination.literal != nil {
      connect(flight, now: now)
      return
    }
    let waiter = Resolver.Waiter(index: flight.index, run: flight.run)
    switch resolver.resolve(destination.host, for: waiter, now: now) {
    case .found(let resolution):
      located(flight, .success(resolution), now: SystemClocks.monotonic())
    case .failed(let error):
      located(flight, .failure(error), now: SystemClocks.monotonic())
    case .pending:
      arm(flight, at: flight.deadline)
    }
  }

  /// Goes on with the addresses of a name, or ends without.
  func located(_ flight: Flight, _ result: Result<Resolution, CaresError>, now: Int64) {
    flight.phases.resolve = adding(now - flight.phaseStarted, to: flight.phases.resolve)
    if let failure = flight.failure {
      flight.failure = nil
      fallBack(flight, from: failure, now: now)
      return
    }
    switch result {
    case .success(let resolution):
      flight.resolution = resolution
      connect(flight, now: now)
    case .failure(let error):
      end(flight, localResolverCause() ?? CauseMapping.cause(of: error), .resolution(error))
    }
  }

  /// A resolver that can't open a socket says that no server answered; then the fault is ours.
  private func localResolverCause() -> Cause? {
    do throws(Errno) {
      _ = try StreamSocket(for: .loopback())
      return nil
    } catch {
      return CauseMapping.cause(of: error, hasRoute: true)
    }
  }

  /// Starts to connect to the flight's current address.
  func connect(_ flight: Flight, now: Int64) {
    guard now < flight.deadline else {
      timeOut(flight, .connectTimeout, now: now)
      return
    }
    if let address = flight.address, !flight.mayTryAddress {
      let failure = Flight.Failure(cause: .unreachable, detail: .unusable(address))
      fallBack(flight, from: failure, now: now)
      return
    }
    flight.phaseStarted = now
    let left = flight.addressesLeft + (flight.resolution?.isEarly == true ? 1 : 0)
    // Each address that is left gets an equal share of the time that is left.
    let share = left == 0 ? flight.deadline : now + (flight.deadline - now) / Int64(left + 1)
    switch flight.due?.probe.method {
    case .tcp:
      arm(flight, at: share)
      connectRaw(flight)
    case .http(let expectation):
      // libcurl keeps the time of the last address itself.
      if left > 0 { arm(flight, at: share) } else { flight.alarm = .max }
      startTransfer(flight, expectation, now: now)
    case nil: break
    }
  }

  /// An address failed: goes on with the next, with one that may still come, or ends.
  func fallBack(_ flight: Flight, from failure: Flight.Failure, now: Int64) {
    if flight.addressesLeft > 0 {
      flight.addressIndex += 1
      connect(flight, now: now)
      return
    }
    let waiter = Resolver.Waiter(index: flight.index, run: flight.run)
    guard now < flight.deadline, let resolution = flight.resolution, resolution.isEarly,
      let name = flight.destination?.host,
      resolver.awaitRest(of: resolution, named: name, for: waiter)
    else {
      end(flight, failure.cause, failure.detail)
      return
    }
    flight.failure = failure
    flight.state = .resolving
    flight.phaseStarted = now
    arm(flight, at: flight.deadline)
  }

  /// The cause of a connection that couldn't be made.
  ///
  /// - Parameter hasRoute: Whether the kernel set out for the address.
  func cause(of error: Errno, on flight: Flight, hasRoute: Bool) -> Cause {
    let cause = CauseMapping.cause(of: error, hasRoute: hasRoute)
    guard cause.isLocal else { return cause }
    return CauseMapping.cause(of: error, hasRoute: hasRoute, choice: choice(of: flight))
  }

  /// What is known of an address that the target chose; nil for one that the operator wrote.
  func choice(of flight: Flight) -> CauseMapping.TargetsChoice? {
    guard flight.isLedByTarget else { return nil }
    let isIPv6 = flight.address?.isIPv6 ?? false
    return CauseMapping.TargetsChoice(
      isWayLost: resolver.wayOut.isLost(isIPv6: isIPv6),
      arePortsGone: !StreamSocket.hasFreePort(isIPv6: isIPv6)
    )
  }

  /// Sets when `ring` is called for a flight, instead of what was set before.
  private func arm(_ flight: Flight, at time: Int64) {
    flight.alarm = time
    deadlines.insert(DeadlineHeap.Entry(time: time, index: flight.index, run: flight.run))
  }

  /// The time that a flight was given for what it is doing is over.
  func ring(_ flight: Flight, now: Int64) {
    flight.alarm = .max
    let elapsed = now - flight.phaseStarted
    switch flight.state {
    case .idle: break
    case .resolving:
      flight.phases.resolve = adding(elapsed, to: flight.phases.resolve)
      timeOut(flight, flight.failure?.cause ?? .dnsTimeout, now: now)
    case .connecting:
      if keepsItsAddress(flight, now: now) {
        arm(flight, at: flight.deadline)
        return
      }
      flight.phases.connect = adding(elapsed, to: flight.phases.connect)
      if flight.addressesLeft == 0 || now >= flight.deadline {
        timeOut(flight, .connectTimeout, now: now)
      } else {
        flight.addressIndex += 1
        connect(flight, now: now)
      }
    case .transferring:
      // Connected in the meantime: libcurl goes on to the end of the timeout.
      guard flight.connected == 0, flight.easy?.microseconds(.connected) == 0,
        !keepsItsAddress(flight, now: now)
      else { return }
      flight.phases.connect = adding(elapsed, to: flight.phases.connect)
      abandon(flight)
      flight.addressIndex += 1
      connect(flight, now: now)
    }
  }

  /// Whether the time of an address is over while no other one has come yet: it has the rest, too.
  private func keepsItsAddress(_ flight: Flight, now: Int64) -> Bool {
    flight.addressesLeft == 0 && now < flight.deadline
  }

  /// Lets go of what a flight has open.
  func abandon(_ flight: Flight) {
    flight.socket = nil
    if flight.state == .transferring, let easy = flight.easy { try? multi.remove(easy) }
    flight.state = .resolving
  }
}

extension ProbeLoop {
  /// Ends an attempt whose time is over; it is our fault if nobody was there when it passed.
  func timeOut(_ flight: Flight, _ cause: Cause, now: Int64) {
    if stalls.cover(flight.deadline, now: now, turnStart: turnStarted) {
      end(flight, .localLoopLate, .stalled)
    } else if watchFailed >= flight.started {
      end(flight, .localFault, .stalled)
    } else {
      end(flight, cause, .timeout)
    }
  }

  /// Ends an attempt that failed.
  func end(_ flight: Flight, _ cause: Cause, _ detail: ProbeDetail?) {
    end(flight, cause.isLocal ? .void : .down, cause, detail)
  }

  /// Ends an attempt that saw what it expected.
  func succeed(_ flight: Flight) {
    guard let limits = flight.due?.probe.limits else { return }
    let isFast = limits.allow(flight.phases)
    end(flight, isFast ? .up : .degraded, isFast ? nil : .slow, nil)
  }

  private func end(_ flight: Flight, _ outcome: Outcome, _ cause: Cause?, _ detail: ProbeDetail?) {
    guard let due = flight.due else { return }
    var flags: SampleFlags = []
    let now = SystemClocks.monotonic()
    if flight.isImpaired || isImpaired(flight, now: now) {
      flags.insert(.observerImpaired)
    }
    if detail?.isGivenUp == true { flags.insert(.matchLimit) }
    let sample = flight.sample(due, outcome: outcome, cause: cause, flags: flags)
    conclude(
      flight,
      FinishedProbe(
        due: due,
        started: MonotonicInstant(nanoseconds: flight.started),
        ending: .sampled(sample),
        detail: detail,
        certificate: flight.certificate
      )
    )
  }
}
