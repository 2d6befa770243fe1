import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import Storage
import StoreFormat
import TestKit
import Testing

@testable import Replaying

@Suite(.timeLimit(.minutes(30))) struct AgreementReportTests {
  @Test func `the samples of an agreement's checks in its window are counted`() async throws {
    let store = try ScratchStore()
    let other = CheckDefinition(
      id: try checkID("other"),
      method: "tcp",
      target: "192.0.2.1:80",
      interval: .seconds(10),
      timeout: .seconds(1),
      confirmation: Confirmation(),
      rules: ""
    )
    _ = try await store.define(RandomHistory.definitions + [other])
    for second in 0..<100 {
      let samples = (0..<3 as Range<UInt32>).map { sample(Int64(second), series: $0) }
      try await store.write(samples.map { .sample($0) }, at: at(Int64(second)))
    }
    let disk = try store.reading()
    let count = { (names: [String], start: Int64, end: Int64) in
      let checks = Set(try names.map { try checkID($0) })
      return try Replay.count(of: checks, in: Interval(at(start), at(end)), on: disk)
    }
    #expect(try count(["web"], 0, 100) == 100)
    #expect(try count(["web", "port"], 0, 100) == 200)
    #expect(try count(["web"], 10, 20) == 10, "half-open")
    #expect(try count(["web"], 20, 20) == 0)
    #expect(try count(["nobody"], 0, 100) == 0)
    let report = try AgreementReport(store.path, vantage: "here").make(
      on: try agreement(),
      by: try Replay.read(disk, judge: { Judge(agreements: []) }).recollection.judge,
      over: .fixed(name: "ten", Interval(at(10), at(20))),
      at: at(100),
      revisions: []
    )
    #expect(report.samples == 20)
    #expect(report.vantage == "here")
    #expect(report.zoneVersion == ZoneFiles.version())
  }

  @Test func `two reports on the same record are the same`() async throws {
    let store = try ScratchStore()
    let history = RandomHistory(seed: 7, steps: 200)
    _ = try await store.define(RandomHistory.definitions)
    for step in history.steps { try await store.write(step) }
    let agreement = try agreement()
    let make = {
      let judge = try Replay.read(
        try store.reading(),
        judge: { Judge(agreements: [agreement]) }
      ).recollection.judge
      return try AgreementReport(store.path, vantage: "here")
        .make(on: agreement, by: judge, over: .current, at: history.end, revisions: [])
    }
    let (first, second) = (try make(), try make())
    #expect(first.json == second.json)
    #expect(first.text() == second.text())
    #expect(first.samples > 0)
  }

  @Test func `a report says what is missing`() throws {
    let judge = Judge(agreements: [try agreement()])
    let report = AgreementReport("/nowhere/at/all", vantage: "here")
    let make = { (agreement: Agreement) throws(ReportFailure) in
      try report.make(on: agreement, by: judge, over: .current, at: at(0), revisions: [])
    }
    let noStore = #expect(throws: ReportFailure.self) { try make(try agreement()) }
    #expect(noStore == .store(.noStore(path: "/nowhere/at/all")))
    let noZone = #expect(throws: ReportFailure.self) {
      try make(try agreement(timeZone: "Atlantis/Capital"))
    }
    #expect(noZone?.description.contains("Atlantis/Capital") == true)
  }
}
