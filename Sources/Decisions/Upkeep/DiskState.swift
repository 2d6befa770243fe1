/// How well a store's disk takes what is recorded; from good to bad.
package enum DiskState: Int, CaseIterable, Comparable, Hashable, Sendable, CustomStringConvertible {
  /// It takes everything, and has room.
  case ok
  /// It takes everything, and has little room.
  case low
  /// It has no room for what is kept ready for bad times, which is being used up.
  case reserve
  /// It is full: samples wait in memory.
  case exhausted
  /// It fails: samples wait in memory.
  case failed

  /// The name, as events and the status line have it.
  package var description: String {
    switch self {
    case .ok: "ok"
    case .low: "low"
    case .reserve: "reserve"
    case .exhausted: "exhausted"
    case .failed: "failed"
    }
  }

  /// Whether samples get to the disk.
  package var takesSamples: Bool { self < .exhausted }

  /// The better one first.
  package static func < (left: DiskState, right: DiskState) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Draws a disk's state from what is seen of it.
///
/// It leaves `low` only with a quarter more room than made it so, and `reserve` only when all is ready
/// again: a disk at the edge is not told of with every commit.
package struct DiskLadder: Hashable, Sendable {
  /// What was seen.
  package struct Sight: Hashable, Sendable {
    /// What came of the last commit.
    package enum Commit: Hashable, Sendable {
      /// It is on the disk.
      case durable
      /// There was no room for it.
      case noSpace
      /// It failed for another reason.
      case failed
    }

    /// What came of the last commit.
    package var commit: Commit
    /// How many bytes are free; nil where that can't be said.
    package var free: Int64?
    /// Whether there was no room for what is to be kept ready, and not all is ready since.
    package var isReserveShort: Bool
    /// How many bytes the store grows by in a day; 0 where that isn't known yet.
    package var growth: Int64

    /// What was seen, in these parts.
    package init(
      commit: Commit,
      free: Int64? = nil,
      isReserveShort: Bool = false,
      growth: Int64 = 0
    ) {
      self.commit = commit
      self.free = free
      self.isReserveShort = isReserveShort
      self.growth = growth
    }
  }

  /// Fewer free bytes than this are little for any store: 256 MiB.
  package static let leastSpace: Int64 = 256 << 20
  /// For how many days there should be room.
  package static let foresight: Int64 = 3

  /// How many free bytes are little for a store that grows by so many a day.
  package static func lowSpace(growth: Int64) -> Int64 { max(leastSpace, growth * foresight) }

  /// The state at the last look.
  package private(set) var state = DiskState.ok

  /// A disk of which nothing bad is known.
  package init() {}

  /// Looks at the disk.
  ///
  /// - Returns: The state before, if it is another now.
  package mutating func look(_ sight: Sight) -> DiskState? {
    let before = state
    state = next(sight)
    return state == before ? nil : before
  }

  private func next(_ sight: Sight) -> DiskState {
    switch sight.commit {
    case .noSpace: return .exhausted
    case .failed: return .failed
    case .durable: break
    }
    if sight.isReserveShort { return .reserve }
    guard let free = sight.free else { return .ok }
    let least = DiskLadder.lowSpace(growth: sight.growth)
    return free < (state == .ok ? least : least + least / 4) ? .low : .ok
  }
}
