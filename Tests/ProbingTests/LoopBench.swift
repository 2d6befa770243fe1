import Chronology
import Glibc
import Posix
import Probing
import Sampling
import Testing

/// A running loop whose results a test waits for.
final class LoopBench: Sendable {
  let loop: ProbeLoop
  private let finished = Lock<[FinishedProbe]>([])

  init(
    redirectingTo secure: LoopBench? = nil,
    _ change: (inout LoopSettings) -> Void = { _ in }
  ) throws {
    var settings = testSettings()
    change(&settings)
    let finished = finished
    loop = try ProbeLoop(settings, secure: secure?.loop) { batch in
      finished.withLock { $0 += batch }
    }
    try loop.start()
  }

  deinit { loop.stop() }

  func prepare(_ probe: Probe, timeout: TimeAmount = .seconds(2)) throws -> PreparedProbe {
    try PreparedProbe(probe, timeout: timeout)
  }

  /// Hands probes in, with their place as the ticket.
  func submit(_ probes: [PreparedProbe]) -> Int {
    let now = Instant(nanoseconds: SystemClocks.realtime())
    return loop.submit(
      probes.enumerated().map { index, probe in
        DueProbe(
          probe: probe,
          series: SeriesID(number: UInt32(index)),
          due: now,
          ticket: UInt64(index)
        )
      }
    )
  }

  /// Waits until so many have finished since the last time, at most 10 s.
  func wait(_ count: Int) -> [FinishedProbe] {
    waitUntil { finished.withLock({ $0.count }) >= count }
    return finished.withLock { finished in
      defer { finished = [] }
      return finished
    }
  }

  /// Waits until something holds, at most 10 s.
  func waitUntil(_ holds: () -> Bool) {
    let deadline = SystemClocks.monotonic() + 10_000_000_000
    while SystemClocks.monotonic() < deadline, !holds() { breathe() }
  }

  /// Hands probes in and waits for all of them.
  func run(_ probes: [PreparedProbe]) -> [FinishedProbe] { wait(submit(probes)) }
}

/// Gives the loop's thread a millisecond.
private func breathe() { poll(nil, 0, 1) }

extension ProbeLoop {
  /// Does nothing on the loop's thread, and lets nobody else.
  func stall(milliseconds: Int32) { poll(nil, 0, milliseconds) }
}
