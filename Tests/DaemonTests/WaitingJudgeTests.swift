import Agreement
import Chronology
import Events
import Execution
import Judging
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Daemon
@testable import Replaying

/// The daemon's judge while the disk takes nothing: it says what it finds, marked, and once.
@Suite(.timeLimit(.minutes(30))) struct WaitingJudgeTests {
  private let recorded = Collected<Record>()
  private let delivered = Collected<Event>()
  private let driver: JudgeDriver
  private let agreement: Agreement

  init() throws {
    agreement = try shop([.day])
    let judge = Judge(agreements: [agreement])
    driver = JudgeDriver(
      Replay.Result(recollection: Recollection(judge: judge), lastCommit: 0, damages: []),
      calendar: try CalendarWindows([agreement]),
      on: QueueExecutor(label: "test.judge"),
      record: { [recorded] in recorded.add($0) },
      deliver: { [delivered] events, _ in
        delivered.add(events)
        return events.count
      },
      watch: { _ in }
    )
  }

  private func sample(_ second: Int64, _ outcome: Outcome) -> Record {
    .sample(
      Sample(
        series: SeriesID(number: 0),
        due: at(second),
        start: at(second),
        outcome: outcome,
        cause: outcome == .up ? nil : .connectRefused
      )
    )
  }

  private func take(_ number: UInt64, _ second: Int64, _ records: [Record]) {
    on(driver) { $0.take([CommitGroup(sequence: number, time: at(second), records: records)]) }
  }

  private func wait(_ second: Int64, _ records: [Record]) {
    on(driver) { driver in
      driver.takeWaiting(CommitGroup(sequence: 0, time: at(second), records: records))
    }
  }

  private var definition: Record { .series(SeriesID(number: 0), RandomHistory.definitions[0]) }

  @Test func `an outage is said while nothing is durable, and not again when it is`() throws {
    take(1, 11, [definition, sample(0, .up), sample(10, .up)])
    #expect(recorded.count == 0 && delivered.count == 0)
    let outage = (2...8).map { sample($0 * 10, .down) }
    wait(81, outage)
    let events = recorded.takeAll()
    #expect(!events.isEmpty, "found, and to be recorded")
    #expect(delivered.count == 0, "what is found comes back by the store")
    wait(82, events)
    let said = delivered.takeAll()
    #expect(said.map(\.kind).prefix(2) == [.incidentOpened, .incidentConfirmed])
    for event in said { #expect(event.fields.last == EventField("DURABLE", "no")) }
    #expect(recorded.count == 0)
    #expect(on(driver) { $0.openIncidentCount } > 0)
    // There is room again: the same comes a second time, durable.
    take(2, 83, outage)
    take(3, 84, events)
    on(driver) { $0.settle() }
    take(4, 85, [sample(85, .down)])
    #expect(delivered.count == 0, "said once: \(delivered.all.map(\.key))")
    #expect(recorded.count == 0)
    take(5, 120, [sample(95, .up), sample(105, .up), sample(115, .up)])
    take(6, 121, recorded.takeAll())
    let after = delivered.takeAll()
    #expect(after.map(\.kind).contains(.incidentResolved))
    #expect(!after.flatMap(\.fields).contains(EventField("DURABLE", "no")))
  }

  @Test func `afterwards it has the facts of the record alone`() throws {
    let history = RandomHistory(seed: 7, steps: 120)
    var number: UInt64 = 1
    var all: [Record] = [definition, .series(SeriesID(number: 1), RandomHistory.definitions[1])]
    take(1, 0, all)
    for case .measured(let samples, let gaps, let time) in history.steps {
      let records = gaps.map { Record.gap($0) } + samples.map { .sample($0) }
      let second = (time - at(0)).wholeSeconds
      number += 1
      // Every third group waited for the disk before.
      if number.isMultiple(of: 3) { wait(second, records) }
      take(number, second, records)
      if number.isMultiple(of: 3) { on(driver) { $0.settle() } }
      all += records
    }
    var recollection = Recollection(judge: Judge(agreements: [agreement]))
    for record in all { recollection.take(record) }
    let found = on(driver) { $0.facts() }
    let now = history.end
    let day = CivilWindow(.day, containing: now, in: .utc).interval(in: .utc)
    #expect(!found.promises.isEmpty)
    for promise in found.promises {
      let read = recollection.judge.standing(of: promise, in: .fixed(day), at: now)
      #expect(found.standing(of: promise, in: .fixed(day), at: now) == read)
    }
  }
}
