import Posix

/// Lets what is being written come to its end, and nothing begin behind it.
final class SealingGate: Sendable {
  private let closed = Lock(false)

  /// Whether nothing may begin.
  var isClosed: Bool { closed.withLock { $0 } }

  /// Closes it; waits for whoever passes.
  func close() { closed.withLock { $0 = true } }

  /// Runs `body`, unless it is closed.
  func pass(_ body: () throws(SealingTrouble) -> Void) throws(SealingTrouble) {
    try closed.withLock { (isClosed) throws(SealingTrouble) in
      if isClosed { throw .ending }
      try body()
    }
  }
}
