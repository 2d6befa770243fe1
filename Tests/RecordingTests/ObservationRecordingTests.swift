import Accounting
import Agreement
import Archive
import Chronology
import Importing
import Posix
import Storage
import StoreFormat
import TestKit
import Testing

@testable import Recording

@Suite struct ObservationRecordingTests {
  private let scratch: Scratch
  private let feed = ObservationFeed(name: "calls", kind: .counts)

  init() throws { scratch = try Scratch() }

  /// A table with an hour a row, from ``newYear`` on.
  private func table(_ goods: [Int], ids: Bool = false) -> String {
    (ids ? "id,from,to,good,valid\n" : "from,to,good,valid\n")
      + goods.enumerated().map { hour, good in
        let start = newYear + .hours(Int64(hour))
        return (ids ? "hour \(hour)," : "") + "\(start),\(start + .hours(1)),\(good),100\n"
      }.joined()
  }

  private func record(
    _ text: String,
    into store: Store,
    kind: ObservationFeed.Kind = .counts,
    goesOn: () -> Bool = { true }
  ) throws -> String {
    let feed = ObservationFeed(name: self.feed.name, kind: kind)
    let source = try ObservationSource(Array(text.utf8), of: feed, now: later)
    let request = ObserveRequest(
      name: feed.name,
      author: .customer,
      source: "desk",
      path: "hours.csv",
      hash: source.hash
    )
    return try ObservationRecording(source, request, of: feed).record(
      into: store,
      reading: try PosixDisk.reading(scratch.file("store")),
      at: later,
      goesOn: goesOn
    ).description
  }

  private func recorded() throws -> [RecordedObservations] {
    var reader = ObservationReader(try PosixDisk.reading(scratch.file("store")), of: "calls")
    return try reader.read()
  }

  private func log() throws -> ObservationLog {
    var log = ObservationLog()
    for observations in try recorded() { log.take(observations) }
    return log
  }

  @Test func `what is given is on record with its source, and the same again changes nothing`()
    throws
  {
    let store = try scratch.store()
    let text = try record(table([1, 2, 3]), into: store)
    #expect(text == "recorded 3 observations of calls at \(later)")
    let found = try recorded()
    #expect(found.count == 1)
    let batch = try #require(found.first)
    #expect(batch.source == "desk" && batch.author == .customer && batch.file == "hours.csv")
    #expect(batch.entries.map(\.good) == [1, 2, 3] && batch.recorded == later)
    let again = try record(table([1, 2, 3]), into: store)
    #expect(again == "nothing changed: all 3 observations of calls are on record already")
    #expect(try recorded() == found)
    let longer = try record(table([1, 2, 3, 4]), into: store)
    #expect(longer.hasPrefix("recorded 1 observation of calls at \(later) as "), "\(longer)")
    #expect(longer.hasSuffix("; 3 were on record already"), "\(longer)")
    #expect(try log().facts.map(\.entry.good) == [1, 2, 3, 4])
  }

  @Test func `an id with other numbers corrects, and both are on record`() throws {
    let store = try scratch.store()
    _ = try record(table([1, 2], ids: true), into: store)
    let text = try record(table([1, 20], ids: true), into: store)
    #expect(
      text
        == "recorded 1 observation of calls at \(later) as hour 1, a correction; 1 was on record already"
    )
    #expect(try log().facts.map(\.entry.good) == [1, 20])
    #expect(try recorded().flatMap(\.entries).map(\.good) == [1, 2, 20])
  }

  @Test
  func `without an id the same stretch with other numbers is refused, and nothing is recorded`()
    throws
  {
    let store = try scratch.store()
    _ = try record(table([1, 2]), into: store)
    let before = try recorded()
    do {
      _ = try record(table([1, 3, 4]), into: store)
      Issue.record("the stretch is counted already")
    } catch let obstacle as ObservationObstacle {
      let lines = obstacle.lines(file: "hours.csv")
      #expect(
        lines.count == 1 && lines[0].hasPrefix("hours.csv:3:1: its stretch overlaps"),
        "\(lines)"
      )
      #expect(obstacle.status == .data)
    }
    #expect(try recorded() == before)
  }

  @Test func `a long file is in parts, and counts whole`() throws {
    let store = try scratch.store()
    let count = RecordedObservations.entryLimit * 2 + 1
    let rows = (0..<count).map { "\(newYear + .seconds(Int64($0))),30s\n" }
    let text = try record("at,duration\n" + rows.joined(), into: store, kind: .durations)
    #expect(text == "recorded \(count) observations of calls at \(later)")
    let found = try recorded()
    #expect(found.map(\.part) == [0, 1, 2] && found.allSatisfy { $0.parts == 3 })
    #expect(try log().facts.count == count)
    // Had it been cut short, nothing of it would count, and the same file would record all of it.
    var cut = ObservationLog()
    for part in found.dropLast() { cut.take(part) }
    #expect(cut.facts.isEmpty)
    for part in found { cut.take(part) }
    #expect(cut.facts.count == count)
    let again = try record("at,duration\n" + rows.joined(), into: store, kind: .durations)
    #expect(again == "nothing changed: all \(count) observations of calls are on record already")
  }

  @Test func `a file is read from where its first line begins, and no further than is wanted`()
    throws
  {
    try scratch.write("at,duration\n", to: "large.csv")
    let handle = try FileHandle(opening: scratch.file("large.csv"), .readOnly)
    let whole = try ObservationSource.bytes(of: handle)
    #expect(whole == Array("at,duration\n".utf8))
    let rest = try ObservationSource.bytes(of: handle, from: 3)
    #expect(rest == Array("duration\n".utf8))
    do throws(ObservationObstacle) {
      _ = try ObservationSource.bytes(of: handle) { _ in false }
      Issue.record("it was to end")
    } catch {
      #expect(error == .interrupted)
    }
  }
}
