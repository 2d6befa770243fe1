import Glibc

/// How long an input may keep a decoder: 10 s to 20 s of a processor, then the process is aborted, and
/// libFuzzer keeps the input.
///
/// libFuzzer's own limit is by the clock, and ends an input that only waits for its turn.
enum Patience {
  /// How many inputs were begun.
  // Safe because: libFuzzer tries one input after the other, and the handler only reads it.
  nonisolated(unsafe) static var begun = 0
  /// How many there were when the last 10 s of a processor were over.
  // Safe because: only the handler has it, which is not interrupted by itself.
  private nonisolated(unsafe) static var seen = -1

  /// Looks from here on every 10 s that the process has had, whether its input is still the same.
  static func begin() {
    signal(SIGPROF) { _ in
      if unsafe Patience.seen == Patience.begun { abort() }
      unsafe Patience.seen = Patience.begun
    }
    let every = timeval(tv_sec: 10, tv_usec: 0)
    var timer = itimerval(it_interval: every, it_value: every)
    _ = unsafe setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
  }
}
