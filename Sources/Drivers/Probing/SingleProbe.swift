import Chronology
import Execution
import Posix
import Sampling

/// One attempt, for a command that has no daemon.
package enum SingleProbe {
  /// Makes an attempt on a loop of its own and waits for it, at most for its timeout and a little.
  ///
  /// - Parameters:
  ///   - probe: What to do.
  ///   - settings: Resolver and certificates; limits as in the daemon.
  /// - Returns: A sample of series 0, due when this was called, with what went wrong.
  /// - Throws: `ProbingError` when the loop can't be made.
  package static func run(
    _ probe: PreparedProbe,
    settings: LoopSettings? = nil
  ) throws(ProbingError) -> FinishedProbe {
    let settings = settings ?? LoopSettings(isSecure: probe.isSecure)
    let isDone: EventDescriptor
    do throws(Errno) {
      isDone = try EventDescriptor(blocking: true)
    } catch {
      throw .system(error)
    }
    let answer = Answer(isDone)
    let loop = try ProbeLoop(settings) { answer.put($0) }
    try loop.start()
    let due = Instant(nanoseconds: SystemClocks.realtime())
    let accepted = loop.submit([DueProbe(probe: probe, series: SeriesID(number: 0), due: due)])
    precondition(accepted == 1, "a new loop takes a probe")
    let finished = answer.wait()
    loop.stop()
    return finished
  }

  /// The place where the loop's thread leaves the answer.
  private final class Answer: Sendable {
    private let finished = Lock<FinishedProbe?>(nil)
    private let isDone: EventDescriptor

    init(_ isDone: consuming EventDescriptor) { self.isDone = isDone }

    func put(_ batch: [FinishedProbe]) {
      finished.withLock { $0 = batch.first }
      isDone.signal()
    }

    func wait() -> FinishedProbe {
      while true {
        isDone.take()
        if let finished = finished.withLock({ $0 }) { return finished }
      }
    }
  }
}
