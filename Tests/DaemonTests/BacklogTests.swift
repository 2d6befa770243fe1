import Dispatch
import Execution
import StoreFormat
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(20))) struct BacklogTests {
  private func group(_ number: UInt64, of count: Int) -> CommitGroup {
    CommitGroup(
      sequence: number,
      time: at(0),
      records: Array(repeating: .sent("a"), count: count)
    )
  }

  @Test func `whoever adds beyond the limit waits, and is told once that there is room`() {
    var backlog = Backlog(limit: 10)
    let first = backlog.enter(7)
    #expect(first)
    let large = backlog.enter(700)
    #expect(large, "what comes is taken whole as long as there is room at all")
    let refused = backlog.enter(1)
    #expect(!refused)
    let isStillFull = !backlog.leave(7)
    #expect(isStillFull)
    let isTold = backlog.leave(700)
    #expect(isTold)
    let isToldAgain = backlog.leave(0)
    #expect(!isToldAgain, "nobody waits any more")
    let last = backlog.enter(1)
    #expect(last)
    let isToldForNothing = backlog.leave(1)
    #expect(!isToldForNothing, "nobody waited")
    #expect(backlog.waiting == 0)
  }

  @Test func `all groups come to the queue though the limit is small`() {
    let queue = QueueExecutor(label: "test.judge")
    let groups = DurableGroups(on: queue, limit: 10)
    for number in 1...1_000 as ClosedRange<UInt64> { groups.post(group(number, of: 7)) }
    #expect(groups.waiting <= 10 + 7)
    queue.queue.sync {}
    #expect(groups.waiting == 0)
  }
}
