import Chronology
import Posix
import StoreFormat
import StoreTestKit
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(30))) struct CommitPaceTests {
  private static let second: Int64 = 1_000_000_000

  /// When commits are tried while something is handed over at some instants, and at others is urgent.
  private func attempts(
    _ handed: [Int64],
    urgent: Set<Int64> = [],
    until end: Int64
  ) -> [Int64] {
    var pace = CommitPace(interval: Self.second)
    var attempts: [Int64] = []
    var due: Int64?
    for now in Set(handed).union(urgent).sorted() + [end] {
      while let time = due, time <= now {
        due = nil
        pace.fire()
        pace.attempt(at: time)
        attempts.append(time)
      }
      if now == end { break }
      if let time = pace.arm(at: now) { due = time }
      if urgent.contains(now) {
        pace.attempt(at: now)
        attempts.append(now)
      }
    }
    return attempts
  }

  @Test func `an hour of 333 samples a second is committed once a second`() {
    let start = 50 * Self.second
    let handed = stride(from: start, to: start + 3_600 * Self.second, by: 3_003_003)
    let found = attempts(Array(handed), until: start + 3_601 * Self.second)
    #expect((3_600...3_601).contains(found.count), "\(found.count)")
    #expect(zip(found, found.dropFirst()).allSatisfy { $1 - $0 >= Self.second })
  }

  @Test func `what comes seldom is committed at once, and nothing without anything to say`() {
    let start = 50 * Self.second
    let handed = [start, start + 10 * Self.second, start + 90 * Self.second]
    #expect(attempts(handed, until: start + 3_600 * Self.second) == handed)
    #expect(attempts([], until: start).isEmpty)
  }

  @Test func `a change of state is committed at once, and the steady ones keep their distance`() {
    let start = 50 * Self.second
    let handed = stride(from: start, to: start + 60 * Self.second, by: 10_000_000)
    let urgent = start + 10_500_000_000
    let found = attempts(Array(handed), urgent: [urgent], until: start + 61 * Self.second)
    #expect(found.contains(urgent))
    #expect(found.count <= 62, "\(found.count)")
  }

  @Test func `each commit waits for the disk once, in an hour of commits, zeros and files`()
    async throws
  {
    let disk = FaultyDisk()
    let clock = TestClock()
    var settings = StoreSettings()
    settings.reserveCount = 1
    settings.fileLimit = 2 << 20
    let store = try Store(
      on: disk,
      settings,
      clock: clock.storeClock,
      observer: Witness().observer
    )
    for _ in 0..<16 { await store.fillReserve() }
    var (worst, total) = (0, 0)
    for second in 0..<600 {
      let before = disk.state.withLock { $0.synchronizations }
      store.append(samples(second * 10..<second * 10 + 10))
      #expect(await store.flush())
      await store.fillReserve()
      clock.advance(.seconds(1))
      let own = disk.state.withLock { $0.synchronizations } - before
      worst = max(worst, own)
      total += own
    }
    // A file of 512 commits, and the next one: its name, and the zeros of the one behind it.
    #expect(total <= 600 + 12, "\(total)")
    #expect(worst <= 4, "\(worst)")
    await store.close()
  }
}
