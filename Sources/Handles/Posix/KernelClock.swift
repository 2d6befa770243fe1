import CLinux

/// What the kernel says about its own clock.
package enum KernelClock {
  /// Whether a time server or the like keeps UTC right.
  ///
  /// The corresponding C function is `adjtimex`.
  package static var isSynchronized: Bool { constat_clock_is_synchronized() == 1 }
}
