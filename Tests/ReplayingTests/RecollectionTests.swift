import Agreement
import Chronology
import Events
import Judging
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Replaying

@Suite struct RecollectionTests {
  private func recollection(_ records: [Record]) throws -> Recollection {
    var result = Recollection(judge: Judge(agreements: [try agreement()]))
    for record in records { result.take(record) }
    return result
  }

  private func event(_ number: Int) -> Event {
    Event.daemonStopped(at: at(Int64(number)), reason: "reason \(number)")
  }

  private let series: [Record] = RandomHistory.definitions.enumerated().map {
    .series(SeriesID(number: UInt32($0.offset)), $0.element)
  }

  @Test func `definitions, the vantage and the count of samples are remembered`() throws {
    let result = try recollection(
      series + [.vantage("paris-1"), .sample(sample(0)), .sample(sample(1, series: 1))]
    )
    #expect(result.definitions.count == 2)
    #expect(result.definitions[SeriesID(number: 1)] == RandomHistory.definitions[1])
    #expect(result.vantage == "paris-1")
    #expect(result.sampleCount == 2)
    #expect(try result.judge.lastSample(of: checkID("web")) == sample(0))
  }

  @Test func `the last time is that of the latest sample's end, mark or commit`() throws {
    var result = try recollection(series + [.sample(sample(10, took: 2_000_000))])
    #expect(result.lastTime == at(12))
    result.take(
      .clock(ClockMark(time: at(11), bootTime: 0, step: .zero, isSynchronized: true))
    )
    #expect(result.lastTime == at(12))
    result.note(commit: at(13))
    #expect(result.lastTime == at(13))
    result.take(.sample(sample(40, flags: .imported)))
    #expect(result.lastTime == at(13), "what was imported was not written then")
  }

  @Test func `a record ends cleanly when the daemon stopped last`() throws {
    let start = DaemonStart(time: at(0), version: "0", configuration: [])
    #expect(try recollection([]).endedCleanly)
    #expect(try !recollection([.started(start)]).endedCleanly)
    #expect(try recollection([.started(start), .stopped(at(1))]).endedCleanly)
    #expect(try !recollection([.stopped(at(1)), .started(start)]).endedCleanly)
    #expect(try !recollection([.stopped(at(1)), .reloaded(start)]).endedCleanly)
  }

  @Test func `a daemon has measured here if the record tells of its start`() throws {
    let imported = series + [.sample(sample(0, flags: .imported))]
    #expect(try !recollection(imported).hasStarted)
    let start = DaemonStart(time: at(0), version: "0", configuration: [])
    #expect(try recollection(imported + [.started(start), .stopped(at(1))]).hasStarted)
  }

  @Test func `events wait in order until they are delivered`() throws {
    let events = (0..<5).map { event($0) }
    var result = try recollection(events.map { .event($0.recorded) })
    #expect(result.undelivered == events)
    result.take(.sent(events[2].key.description))
    result.take(.sent(events[0].key.description))
    #expect(result.undelivered == [events[1], events[3], events[4]])
    for event in events { result.take(.sent(event.key.description)) }
    #expect(result.undelivered.isEmpty)
  }

  @Test func `an event that stands twice in the record waits once, at its first place`() throws {
    let events = [event(0), event(1), event(0)]
    let result = try recollection(events.map { .event($0.recorded) })
    #expect(result.undelivered == [event(0), event(1)])
  }

  @Test func `a kind of event that this version does not know is not delivered`() throws {
    var unknown = event(0).recorded
    unknown.kind = "weather.changed"
    let result = try recollection([.event(unknown)])
    #expect(result.undelivered.isEmpty)
  }

  @Test func `a mark of something that was never recorded changes nothing`() throws {
    let result = try recollection([.sent("daemon.stopped/1"), .event(event(0).recorded)])
    #expect(result.undelivered == [event(0)])
  }

  @Test func `an incident that was said long ago is not said again, whatever came since`() throws {
    let outage = (0..<20).map { sample(Int64($0) * 10, .down) }
    var result = try recollection(series + outage.map { .sample($0) })
    var fresh = Announcer()
    let said = fresh.announce(result.judge, at: at(200)) { _ in [] }
    #expect(said.contains { $0.kind == .incidentOpened })
    for event in said { result.take(.event(event.recorded)) }
    // As many others as any record may have in between.
    for number in 0..<250_000 {
      let key = EventKey(.daemonStopped, "\(number)").description
      result.take(
        .event(
          RecordedEvent(kind: "daemon.stopped", key: key, time: at(0), message: "m", fields: [])
        )
      )
      result.take(.sent(key))
    }
    var announcer = result.announcer
    #expect(announcer.announce(result.judge, at: at(200)) { _ in [] } == [])
  }

  @Test func `imports ahead of everything are read once`() throws {
    let result = try recollection(
      series + [.sample(sample(0, flags: .imported)), .sample(sample(10, flags: .imported))]
        + [.sample(sample(20))]
    )
    #expect(!result.needsSecondReading)
    #expect(result.judge.refused == 0)
  }

  @Test func `imports behind newer samples ask for a second reading`() throws {
    let records: [Record] = series + [.sample(sample(20)), .sample(sample(0, flags: .imported))]
    var first = try recollection(records)
    #expect(first.needsSecondReading)
    first = Recollection(rereading: first, judge: Judge(agreements: [try agreement()]))
    for record in records { first.take(record) }
    first.finish()
    #expect(!first.needsSecondReading)
    #expect(first.judge.refused == 0)
    #expect(first.sampleCount == 2)
  }
}
