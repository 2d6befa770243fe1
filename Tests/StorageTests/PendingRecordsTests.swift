import Chronology
import Sampling
import StoreFormat
import Testing

@testable import Storage

@Suite struct PendingRecordsTests {
  @Test func `what is within the limit is taken as it came`() {
    var pending = PendingRecords(limit: 100)
    pending.append(samples(0..<100))
    #expect(pending.take() == samples(0..<100))
    #expect(pending.isEmpty)
  }

  @Test func `beyond the limit the oldest are given up, definitions never`() {
    var pending = PendingRecords(limit: 16)
    pending.append([.series(SeriesID(number: 0), definition)])
    pending.append(samples(0..<20))
    #expect(pending.lost == 7)
    let records = pending.take()
    #expect(records.first?.loss?.count == 7)
    #expect(records.first?.loss?.interval == Interval(sample(0).due, sample(6).end))
    #expect(records[1] == .series(SeriesID(number: 0), definition))
    #expect(Array(records[2...]) == samples(7..<20))
  }

  @Test func `what was refused elsewhere joins the loss`() {
    var pending = PendingRecords(limit: 16)
    pending.giveUp(5, Interval(midnight, midnight + .seconds(1)))
    pending.giveUp(2, Interval(midnight + .seconds(3), midnight + .seconds(4)))
    #expect(!pending.isEmpty)
    let loss = Loss(cause: .lost, interval: Interval(midnight, midnight + .seconds(4)), count: 7)
    #expect(pending.take() == [.loss(loss)])
  }

  @Test func `what comes in small parts for long stays bounded`() {
    var pending = PendingRecords(limit: 1_000)
    let part = samples(0..<100)
    for _ in 0..<2_000 {
      pending.append(part)
      if pending.count > 1_000 { Issue.record("\(pending.count) wait") }
    }
    #expect(Int(pending.lost) + pending.count == 200_000)
  }
}
