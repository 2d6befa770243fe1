import Execution
import Glibc
import TestKit
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(30))) struct LifeSignsTests {
  // A Task made where its actor was held unowned took a reference that wasn't its own: by the
  // twentieth beat nothing was left of what the owner held. The wound is mortal, so it is a
  // process of its own.
  @Test func `signs that beat stay alive as long as somebody has them`() async {
    await #expect(processExitsWith: .success) {
      // Signs that are gone beat no more: that ends this process, too, and not only its patience.
      _ = alarm(20)
      ExitTestEnvironment.set("NOTIFY_SOCKET", nil)
      ExitTestEnvironment.set("WATCHDOG_USEC", "2000")
      ExitTestEnvironment.set("WATCHDOG_PID", "\(getpid())")
      let signs = LifeSigns(on: QueueExecutor(label: "test"))
      weak let held = signs
      let (beats, beat) = AsyncStream<Void>.makeStream()
      await signs.attend(
        isOnTime: { _ in
          beat.yield()
          return false
        },
        line: { "" }
      )
      var iterator = beats.makeAsyncIterator()
      for _ in 0..<20 { await iterator.next() }
      await signs.leave()
      #expect(held != nil)
      withExtendedLifetime(signs) {}
    }
  }
}
