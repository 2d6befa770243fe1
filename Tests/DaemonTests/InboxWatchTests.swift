import Importing
import Posix
import Testing

@testable import Daemon

@Suite struct InboxWatchTests {
  @Test(arguments: [
    (Errno.fileTooLarge, Posix.ExitStatus.data, "split the file into several"),
    (.invalid, .data, "no file"), (.noAccess, .noPermission, "constatd's user"),
  ])
  func `a request that can't be read is answered with what to do`(
    error: Errno,
    status: Posix.ExitStatus,
    words: String
  ) {
    let answer = InboxWatch.refusal(error)
    #expect(answer.status == status.rawValue)
    #expect(answer.text.contains(words), "\(answer.text)")
    #expect(answer.text.contains("constatd's user") == (error == .noAccess))
  }
}
