import Chronology
import Posix
import Storage
import Testing

@testable import Daemon

@Suite struct StoreStatusTests {
  @Test func `the status line has the last commit, and what is wrong`() {
    var status = StoreStatus()
    #expect(status.words == "last commit none")
    status.lastCommitTime = at(0)
    let commit = "last commit \(at(0).timeOfDay)"
    #expect(status.words == commit)
    status.lost = 12
    #expect(status.words == commit + ", 12 records lost since the start")
    status.condition = .full
    #expect(status.words.hasPrefix(commit + ", the store is full: "))
    #expect(status.words.hasSuffix(", 12 records lost since the start"))
  }
}
