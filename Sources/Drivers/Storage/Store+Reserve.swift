import Chronology
import Posix
import StoreFormat
import Upkeep

extension Store {
  /// Fills a piece of the log's reserve, while commits succeed.
  ///
  /// It waits for the disk for as long as one mebibyte takes. A disk that has no room for it is tried
  /// again every steady interval.
  package func fillReserve() {
    guard writer.isReserveShort, status.condition == .normal else { return }
    do throws(Errno) {
      try writer.fillReserve()
      if !writer.isReserveShort { outlook.isReserveRefused = false }
    } catch {
      if error.isNoSpace { outlook.isReserveRefused = true }
    }
    schedule()
  }

  /// Looks at the disk, and draws its state from that and from what came of the last commit.
  ///
  /// - Parameter isAnew: Whether free space is asked for, though it was a moment ago.
  func look(isAnew: Bool) {
    let now = SystemClocks.monotonic()
    if outlook.isDue(at: now) || isAnew { outlook.free = disk.freeSpace() }
    if !writer.isReserveShort { outlook.isReserveRefused = false }
    let commit: DiskLadder.Sight.Commit =
      switch status.condition {
      case .normal: .durable
      case .full: .noSpace
      case .failing: .failed
      }
    let sight = outlook.sight(commit, at: now)
    _ = outlook.ladder.look(sight)
    status.disk = outlook.ladder.state
    status.free = sight.free
    status.leastFree = DiskLadder.lowSpace(growth: sight.growth)
    status.reserve = writer.reserveBytes
  }
}

/// What a store sees of its disk between two commits.
struct DiskOutlook: Sendable {
  /// How often free space is asked for: every 10 s, in nanoseconds.
  private static let period: Int64 = 10_000_000_000
  /// Before so much time has passed, growth can't be told: 10 min, in nanoseconds.
  private static let leastTime: Int64 = 600_000_000_000
  /// What a record takes on the disk for good, in bytes: a sample in a segment has 6.
  private static let recordSize: Int64 = 8
  private static let day: Int64 = 86_400_000_000_000

  var ladder = DiskLadder()
  /// How many bytes were free at the last look.
  var free: Int64?
  /// Whether there was no room for the reserve, and it has not been whole since.
  var isReserveRefused = false
  /// How many records became durable since the store was opened.
  var records: Int64 = 0
  private let opened = SystemClocks.monotonic()
  private var looked: Int64?

  /// Whether it is time to look again, at a reading of the monotonic clock.
  mutating func isDue(at now: Int64) -> Bool {
    if let looked, now - looked < DiskOutlook.period { return false }
    looked = now
    return true
  }

  /// What is seen now.
  func sight(_ commit: DiskLadder.Sight.Commit, at now: Int64) -> DiskLadder.Sight {
    let time = now - opened
    let growth =
      time < DiskOutlook.leastTime
      ? 0
      : records * DiskOutlook.recordSize / (time / 1_000_000_000)
        * (DiskOutlook.day / 1_000_000_000)
    return DiskLadder.Sight(
      commit: commit,
      free: free,
      isReserveShort: isReserveRefused,
      growth: growth
    )
  }
}
