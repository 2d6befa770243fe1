import Accounting
import Agreement
import Chronology
import Testing

@testable import Importing

@Suite struct ObservationSettlementTests {
  private func day(_ number: Int64) -> Instant {
    Instant(seconds: 1_773_446_400) + .days(number)
  }

  private func entry(_ from: Int64, _ to: Int64, _ good: Int64, id: String) -> ObservedEntry {
    ObservedEntry(id: id, interval: Interval(day(from), day(to)), good: good, valid: 100)
  }

  private func log(_ entries: [ObservedEntry]) -> ObservationLog {
    var log = ObservationLog()
    log.take(
      RecordedObservations(
        recorded: day(90),
        feed: ObservationFeed(name: "calls", kind: .counts),
        source: "desk",
        author: .measurer,
        hash: Array(repeating: 0, count: 32),
        entries: entries
      )
    )
    return log
  }

  private func settle(
    _ entries: [ObservedEntry],
    _ log: ObservationLog,
    _ kind: ObservationFeed.Kind = .counts
  ) throws(ImportRefusal) -> ObservationSettlement {
    let lines = entries.indices.map { $0 + 1 }
    return try ObservationSettlement(
      of: ObservationReading(entries: entries, lines: lines),
      against: log,
      kind
    )
  }

  @Test func `what is on record as it is isn't recorded again`() throws {
    let entries = [entry(0, 1, 5, id: "a"), entry(1, 2, 6, id: "b")]
    let again = try settle(entries, log(entries))
    #expect(again.entries.isEmpty && again.known == 2 && again.corrections == 0)
    let more = try settle(entries + [entry(2, 3, 7, id: "c")], log(entries))
    #expect(more.entries.map(\.id) == ["c"] && more.known == 2)
  }

  @Test func `the same id with other numbers corrects, also where stretches are swapped`() throws {
    let before = log([entry(0, 1, 5, id: "a"), entry(1, 2, 6, id: "b")])
    let corrected = try settle([entry(0, 1, 50, id: "a")], before)
    #expect(corrected.entries.map(\.good) == [50] && corrected.corrections == 1)
    let swapped = try settle([entry(1, 2, 5, id: "a"), entry(0, 1, 6, id: "b")], before)
    #expect(swapped.corrections == 2)
  }

  @Test func `a stretch that overlaps what is on record is refused with its line`() throws {
    let before = log([entry(0, 10, 5, id: "a")])
    do throws(ImportRefusal) {
      _ = try settle([entry(10, 11, 5, id: "b"), entry(9, 10, 5, id: "c")], before)
      Issue.record("it overlaps")
    } catch {
      let lines = error.lines(file: "f")
      #expect(lines.count == 1 && lines[0].hasPrefix("f:2:1: its stretch overlaps the entry \"a\""))
      #expect(lines[0].contains("to correct that entry give its id"))
    }
    // One that surrounds what is on record, and one that begins with it.
    #expect(throws: ImportRefusal.self) { try settle([entry(-5, 20, 5, id: "b")], before) }
    #expect(throws: ImportRefusal.self) { try settle([entry(0, 0, 5, id: "b")], before) }
  }

  @Test func `cases that took their time may take it at once`() throws {
    let before = log([entry(0, 10, 0, id: "a")])
    #expect(try settle([entry(5, 6, 0, id: "b")], before, .durations).entries.count == 1)
  }

  @Test func `a correction moved away makes room for another`() throws {
    let before = log([entry(0, 10, 5, id: "a")])
    let settled = try settle([entry(20, 30, 5, id: "a"), entry(0, 10, 6, id: "b")], before)
    #expect(settled.entries.count == 2 && settled.corrections == 1)
  }
}
