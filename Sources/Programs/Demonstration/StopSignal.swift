import Execution
package import Posix

/// Tells a demonstration from any thread to end.
package final class StopSignal: Sendable {
  private let event: EventDescriptor

  /// A signal that isn't given yet.
  ///
  /// - Throws: EMFILE, ENFILE or ENOMEM when the system has no room for a descriptor.
  package init() throws(Errno) {
    event = try EventDescriptor()
  }

  /// Gives the signal, for good.
  ///
  /// More than once is as good as once.
  package func give() {
    event.signal()
  }

  /// Readable once the signal is given.
  var descriptor: CInt { event.descriptor }
}
