import Chronology
import Sampling
import StoreFormat
import StoreTestKit
import Testing

@testable import Storage

@Suite struct PendingRecordsTests {
  private func events(_ range: Range<Int>) -> [Record] { range.map { .sent("event/\($0)") } }

  private func loss(_ count: Int, _ start: Instant, _ end: Instant) -> Loss {
    Loss(cause: .lost, interval: Interval(start, end), count: UInt64(count))
  }

  @Test func `what is within the limits is given in the order in which it came`() {
    var pending = PendingRecords(limit: 100, restLimit: 16)
    let mixed = samples(0..<40) + events(0..<3) + samples(40..<100) + events(3..<16)
    pending.append(Array(mixed[..<70]), at: midnight)
    pending.append(Array(mixed[70...]), at: midnight)
    #expect(pending.count == 116)
    #expect(pending.content.records == mixed)
    #expect(pending.content.loss == nil)
    pending.removeAll()
    #expect(pending.isEmpty)
  }

  @Test func `beyond the limit the oldest samples are given up, and nothing else`() {
    var pending = PendingRecords(limit: 16, restLimit: 16)
    let rest = [Record.series(SeriesID(number: 0), definition)] + events(0..<10)
    pending.append(rest, at: midnight)
    pending.append(samples(0..<20), at: midnight)
    pending.append(events(10..<12), at: midnight)
    #expect(pending.lost == 4)
    #expect(pending.content.loss == loss(4, sample(0).due, sample(3).end))
    #expect(pending.content.records == rest + samples(4..<20) + events(10..<12))
  }

  @Test func `too many of the rest: the newest is refused, a definition never, and it is a loss`() {
    var pending = PendingRecords(limit: 16, restLimit: 16)
    pending.append(events(0..<18), at: midnight)
    pending.append([.series(SeriesID(number: 0), definition)], at: midnight + .seconds(1))
    pending.append(events(18..<19), at: midnight + .seconds(2))
    #expect(pending.lost == 3)
    #expect(
      pending.content.records == events(0..<16) + [.series(SeriesID(number: 0), definition)]
    )
    let end = midnight + .seconds(2) + .milliseconds(1)
    #expect(pending.content.loss == loss(3, midnight, end), "on record, though no sample is lost")
  }

  @Test func `a loss is given once`() {
    var pending = PendingRecords(limit: 16, restLimit: 16)
    pending.append(samples(0..<17), at: midnight)
    pending.removeAll()
    #expect(pending.isEmpty)
    #expect(pending.lost == 1)
    pending.append(samples(17..<18), at: midnight)
    #expect(pending.content.loss == nil)
  }

  @Test func `what comes in small parts for long stays bounded`() {
    var pending = PendingRecords(limit: 1_000, restLimit: 16)
    let part = samples(0..<100)
    for _ in 0..<2_000 {
      pending.append(part, at: midnight)
      if pending.count > 1_000 { Issue.record("\(pending.count) wait") }
    }
    #expect(Int(pending.lost) + pending.count == 200_000)
  }
}
