import Chronology
import Events
import Posix
import Storage
import Testing
import Upkeep

@testable import Daemon

@Suite struct StoreStatusTests {
  @Test func `the status line has the last commit, and what is wrong`() {
    var status = StoreStatus()
    #expect(status.words(at: at(0)) == "last commit none")
    status.lastCommitTime = at(0)
    let commit = "last commit \(at(0).timeOfDay)"
    #expect(status.words(at: at(0)) == commit)
    status.lost = 12
    #expect(status.words(at: at(0)) == commit + ", 12 records lost since the start")
    status.condition = .full
    #expect(status.words(at: at(0)).hasPrefix(commit + ", the store is full: "))
    #expect(status.words(at: at(0)).hasSuffix(", 12 records lost since the start"))
  }

  @Test func `a disk that is low or uses up its reserve stands in the line, too`() {
    var status = StoreStatus()
    status.disk = .low
    status.free = 123_456_789
    #expect(status.words(at: at(0)) == "last commit none, the store's disk is low: 123 MB are free")
    status.disk = .reserve
    status.reserve = 48 << 20
    #expect(
      status.words(at: at(0)) == "last commit none, the store's disk is full: 50 MB are kept ready"
    )
  }

  @Test func `a disk that hangs stands in the line after some seconds`() {
    var status = StoreStatus()
    status.lastCommitTime = at(0)
    status.pending = 34
    let commit = "last commit \(at(0).timeOfDay)"
    #expect(status.words(at: at(10)) == commit)
    #expect(
      status.words(at: at(25))
        == commit
        + ", nothing could be written for 25 s: 34 records wait in memory; look whether its"
        + " disk answers"
    )
    status.pending = 0
    #expect(status.words(at: at(25)) == commit, "nothing was to be written")
    status.pending = 34
    status.condition = .full
    #expect(!status.words(at: at(25)).contains("nothing could be written"))
  }

  @Test func `each change of the disk's state is one event, and no change is none`() {
    for before in DiskState.allCases {
      for now in DiskState.allCases {
        var (old, new) = (StoreStatus(), StoreStatus())
        (old.disk, new.disk) = (before, now)
        new.condition = now == .failed ? .failing(.inputOutput) : .normal
        let event = new.said(after: old, at: at(0))
        switch now {
        case _ where now == before: #expect(event == nil)
        case _ where now < before:
          #expect(event?.kind == .storeRecovered)
          #expect(event?.fields.contains(EventField("STATE", "\(now)")) == true)
        case .low: #expect(event?.kind == .storeLow)
        case .reserve: #expect(event?.kind == .storeReserve)
        case .exhausted: #expect(event?.kind == .storeExhausted)
        default:
          #expect(event?.kind == .storeFailed)
          #expect(event?.message.contains("\(Errno.inputOutput)") == true)
        }
      }
    }
  }
}
