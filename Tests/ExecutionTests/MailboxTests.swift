import Execution
import Posix
import Synchronization
import Testing

@Suite struct MailboxTests {
  @Test func `letters come out in order, with one wake-up`() {
    let wakes = Atomic<Int>(0)
    let mailbox = Mailbox<Int>(capacity: 10) { wakes.add(1, ordering: .relaxed) }
    mailbox.post(1)
    mailbox.post(contentsOf: [2, 3])
    var letters = [99]
    #expect(mailbox.drain(into: &letters) == 0)
    #expect(letters == [1, 2, 3])
    #expect(wakes.load(ordering: .relaxed) == 1)
    mailbox.post(4)
    #expect(wakes.load(ordering: .relaxed) == 2)
    #expect(mailbox.drain(into: &letters) == 0)
    #expect(letters == [4])
    #expect(mailbox.drain(into: &letters) == 0)
    #expect(letters.isEmpty)
  }

  @Test func `what doesn't fit is refused and counted once`() {
    let mailbox = Mailbox<Int>(capacity: 2) {}
    #expect(mailbox.post(1))
    #expect(mailbox.post(contentsOf: [2, 3, 4]) == 1)
    #expect(!mailbox.post(5))
    var letters: [Int] = []
    #expect(mailbox.drain(into: &letters) == 3)
    #expect(letters == [1, 2])
    #expect(mailbox.drain(into: &letters) == 0)
  }

  @Test(.timeLimit(.minutes(30)))
  func `200,000 letters from two threads all arrive, each thread's in order`() throws {
    let signal = try EventDescriptor(blocking: true)
    let box = Lock(0)
    let mailbox = Mailbox<Int>(capacity: 200_000) { box.withLock { $0 += 1 } }
    let done = Atomic<Int>(0)
    let work: @Sendable (Int) -> Void = { parity in
      for number in 0..<100_000 { mailbox.post(number * 2 + parity) }
      done.add(1, ordering: .releasing)
    }
    let even = try Thread(name: "even") { work(0) }
    let odd = try Thread(name: "odd") { work(1) }
    var letters: [Int] = []
    var last = [-2, -1]
    var count = 0
    while count < 200_000 {
      #expect(mailbox.drain(into: &letters) == 0)
      for letter in letters {
        guard letter == last[letter & 1] + 2 else {
          Issue.record("\(letter) came after \(last[letter & 1])")
          return
        }
        last[letter & 1] = letter
      }
      count += letters.count
    }
    even.join()
    odd.join()
    signal.signal()
    let signals = signal.take()
    #expect(signals == 1)
    #expect(box.withLock { $0 } >= 1)
    #expect(done.load(ordering: .acquiring) == 2)
  }
}
