import Chronology
import Posix
import StoreFormat

extension ClockMark {
  /// What the clocks say at `now`, log time.
  ///
  /// - Parameters:
  ///   - isSynchronized: Whether the kernel called its clock synchronized then.
  ///   - isDetailed: Whether the kernel is asked how exact its clock is.
  init(
    at now: Instant,
    bootTime: Int64,
    step: TimeAmount = .zero,
    isSynchronized: Bool = KernelClock.isSynchronized,
    isDetailed: Bool
  ) {
    self.init(
      time: now,
      bootTime: bootTime,
      step: step,
      isSynchronized: isSynchronized,
      kernel: isDetailed ? KernelClock.statement().map { KernelClockState($0) } : nil
    )
  }
}

extension KernelClockState {
  fileprivate init(_ statement: KernelClock.Statement) {
    self.init(
      status: statement.status,
      maximumError: .microseconds(statement.maximumError),
      estimatedError: .microseconds(statement.estimatedError),
      taiOffset: statement.taiOffset
    )
  }
}
