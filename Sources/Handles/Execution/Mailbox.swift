import Posix

/// Hands values from any thread to one reader, with one wake-up for all that came since it last
/// looked.
///
/// Bounded: what comes when it is full is refused and counted, so that the writer never waits.
package final class Mailbox<Letter: Sendable>: Sendable {
  private struct State: Sendable {
    var letters: [Letter] = []
    var refused = 0
    var isWoken = false
  }

  private let state = Lock(State())
  private let capacity: Int
  private let wake: @Sendable () -> Void

  /// Makes an empty mailbox.
  ///
  /// - Parameters:
  ///   - capacity: How many letters lie in it at most, 1 or more.
  ///   - wake: Called outside the lock, on the writer's thread, once between two drains.
  package init(capacity: Int, wake: @escaping @Sendable () -> Void) {
    precondition(capacity > 0, "a mailbox holds at least one letter")
    self.capacity = capacity
    self.wake = wake
  }

  /// Puts a letter in.
  ///
  /// - Returns: Whether it was taken.
  @discardableResult
  package func post(_ letter: Letter) -> Bool {
    let (isTaken, mustWake) = state.withLock { state in
      let isTaken = state.letters.count < capacity
      if isTaken { state.letters.append(letter) } else { state.refused += 1 }
      defer { state.isWoken = true }
      return (isTaken, !state.isWoken)
    }
    if mustWake { wake() }
    return isTaken
  }

  /// Puts letters in, in order, as many as there is room for.
  ///
  /// - Returns: How many were taken; the rest is counted as refused.
  @discardableResult
  package func post(contentsOf letters: [Letter]) -> Int {
    if letters.isEmpty { return 0 }
    let (taken, mustWake) = state.withLock { state in
      let taken = min(letters.count, capacity - state.letters.count)
      state.letters.append(contentsOf: letters.prefix(taken))
      state.refused += letters.count - taken
      defer { state.isWoken = true }
      return (taken, !state.isWoken)
    }
    if mustWake { wake() }
    return taken
  }

  /// Takes everything out, in the order in which it came.
  ///
  /// - Parameter letters: Is emptied, then holds what was taken; its storage becomes the mailbox's,
  ///   so that a reader that always passes the same array causes no allocation.
  /// - Returns: How many letters were refused since the last drain.
  package func drain(into letters: inout [Letter]) -> Int {
    var taken = letters
    letters = []
    taken.removeAll(keepingCapacity: true)
    let spare = taken
    taken = []
    let (full, refused) = state.withLock { state in
      let full = state.letters
      state.letters = spare
      state.isWoken = false
      defer { state.refused = 0 }
      return (full, state.refused)
    }
    letters = full
    return refused
  }
}
