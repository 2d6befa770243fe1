import Agreement
import Chronology
import Testing

@testable import Importing

@Suite struct ObservationFileTests {
  static let now = Instant(seconds: 1_775_001_600)
  static let counts = ObservationFeed(name: "calls", kind: .counts)
  static let durations = ObservationFeed(name: "answers", kind: .durations)

  static func instant(_ text: String) -> Instant {
    guard let instant = Instant(rfc3339: text) else { preconditionFailure("an instant") }
    return instant
  }

  private func read(_ text: String, _ feed: ObservationFeed = counts) throws(ImportRefusal)
    -> ObservationReading
  {
    try ObservationFile.read(Array(text.utf8), of: feed, now: Self.now)
  }

  private func faults(_ text: String, _ feed: ObservationFeed = counts) -> [String] {
    do throws(ImportRefusal) {
      _ = try read(text, feed)
      return []
    } catch {
      return error.lines(file: "f")
    }
  }

  private let line =
    #"{"from": "2026-03-14T00:00:00Z", "to": "2026-03-15T00:00:00Z", "good": 42, "valid": 50}"#

  @Test func `lines and rows say the same, with and without ids`() throws {
    let table = """
      from,to,good,valid
      2026-03-14T00:00:00Z,2026-03-15T01:00:00+01:00,42,50\r

      "2026-03-15T00:00:00Z",2026-03-16T00:00:00Z,"7",7
      """
    let reading = try read(table)
    #expect(reading.lines == [2, 4])
    let entry = try #require(reading.entries.first)
    #expect(entry.good == 42 && entry.valid == 50)
    let day = Interval(Self.instant("2026-03-14T00:00:00Z"), Self.instant("2026-03-15T00:00:00Z"))
    #expect(entry.interval == day)
    #expect(entry.id.count == 12)
    // The same in JSON has the same id, wherever it stands.
    #expect(try read("\n\n" + line).entries == [entry])
    let named = try read(String(line.dropLast()) + #", "id": "14 March"}"#)
    #expect(named.entries.map(\.id) == ["14 March"])
    let header = table.prefix { $0 != "\n" }
    #expect(try read("id,\(header)\n7,\(Self.row)").entries[0].id == "7")
  }

  private static let row = "2026-03-14T00:00:00Z,2026-03-15T00:00:00Z,42,50"

  @Test func `durations have a length or an end`() throws {
    let table = """
      id,at,duration
      a,2026-03-14T09:00:00Z,3h12m
      ,2026-03-14T09:00:00Z,45s
      ,2026-03-14T09:00:00Z,45s
      """
    let entries = try read(table, Self.durations).entries
    #expect(entries.map(\.interval.length) == [.minutes(192), .seconds(45), .seconds(45)])
    #expect(entries.allSatisfy { $0.valid == 1 })
    // Two that are alike are two.
    #expect(Set(entries.map(\.id)).count == 3)
    let ends = #"{"at": "2026-03-14T09:00:00Z", "end": "2026-03-14T09:00:45Z"}"#
    #expect(try read(ends, Self.durations).entries[0].id == entries[1].id)
  }

  @Test(
    arguments: [
      ("3h12m", 11_520_000), ("45s", 45_000), ("1500ms", 1_500), ("1d2h", 93_600_000), ("0s", 0),
      ("90m", 5_400_000),
    ] as [(String, Int64)]
  ) func `a length of time is read`(text: String, milliseconds: Int64) {
    #expect(TimeAmount(compound: text) == .milliseconds(milliseconds))
  }

  @Test(arguments: [
    "", "h", "3", "-3h", "3.5h", "12m3h", "3h3h", "3 h", "NaN", "1e3s", "3H", "9999999999999s",
    "999999999999d", "401d", "٣h",
  ]) func `no length of time is guessed`(text: String) {
    #expect(TimeAmount(compound: text) == nil)
  }

  @Test(arguments: [
    (#""good": 42"#, #""good": 51"#, "more than"),
    (#""good": 42"#, #""good": -1"#, "no number of cases"),
    (#""good": 42"#, #""good": 4.2"#, "no number of cases"),
    (#""good": 42"#, #""good": NaN"#, "not JSON"),
    (#""good": 42"#, #""good": "42""#, "no number of cases"),
    (#""valid": 50"#, #""valid": 1000000000001"#, "no number of cases"),
    (#""valid": 50"#, #""valid": 9999999999999999999999"#, "no number of cases"),
    (#""valid": 50"#, #""vlaid": 50"#, #"did you mean "valid"?"#),
    (#", "valid": 50"#, "", #""valid" is missing"#),
    ("2026-03-15T", "2026-03-13T", #""to" is before "from""#),
    ("2026-03-15T", "2026-04-15T", "only what is over can be observed"),
    ("2026-03-15T", "2029-03-15T", "one entry is at most"),
    ("2026-03-15T00:00:00Z", "2026-03-15", "RFC 3339"), ("2026-03-14T", "1999-03-14T", "the years"),
    (#""valid": 50"#, #""valid": 50, "id": """#, "no name of an entry"),
  ]) func `a line that can't be is refused, with its place and the way out`(
    part: String,
    wrong: String,
    complaint: String
  ) throws {
    let found = faults("\n" + line.replacing(part, with: wrong))
    #expect(found.count == 1)
    let fault = try #require(found.first)
    #expect(fault.hasPrefix("f:2:") && fault.contains(complaint), "\(fault)")
    let column = try #require(fault.split(separator: ":").dropFirst(2).first.flatMap { Int($0) })
    #expect(column >= 1)
  }

  @Test func `a column is told in bytes`() {
    #expect(
      faults(line.replacing("42", with: "51")) == [
        "f:1:72: \"good\" is 51, more than \"valid\", which is 50: \"valid\" counts all cases, and"
          + " \"good\" those of them that were good"
      ]
    )
  }

  @Test(arguments: [
    ("from,to,good\n", "the column \"valid\" is missing"),
    ("from,to,good,valid,good\n", "stands twice"),
    ("from,too,good,valid\n", #"did you mean "to"?"#),
    ("hello\n", "not a key"), ("\u{FEFF}from,to,good,valid\n", "byte order mark"),
    ("from,to,good,valid\n1,2\n", "2 values"), ("from,to,good,valid\n\"1,2,3,4\n", "quote"),
    ("", "no observation"), ("from,to,good,valid\n", "no observation"), ("[1]\n", "not a key"),
  ]) func `a table that is none is refused`(text: String, complaint: String) {
    let found = faults(text)
    #expect(found.count == 1 && found[0].contains(complaint), "\(found)")
  }

  @Test func `stretches that overlap are refused, and those that touch are not`() {
    func table(_ rows: [(Int, Int)]) -> String {
      "from,to,good,valid\n"
        + rows.map { "2026-03-\($0.0)T00:00:00Z,2026-03-\($0.1)T00:00:00Z,1,2\n" }.joined()
    }
    #expect(faults(table([(12, 13), (10, 11), (11, 12)])) == [])
    let found = faults(table([(10, 20), (12, 13), (13, 14), (19, 21), (21, 22)]))
    #expect(found.map { $0.prefix(4) } == ["f:3:", "f:4:", "f:5:"])
    #expect(found.allSatisfy { $0.contains("overlaps that of line 2") }, "\(found)")
    #expect(faults(table([(10, 11), (10, 10)])).count == 1)
  }

  @Test func `an id that comes twice is refused, and all faults of a file are said`() {
    let twice = #"{"at": "2026-03-14T09:00:00Z", "duration": "1s", "id": "a"}"#
    let text = [twice, "{}", twice].joined(separator: "\n")
    let found = faults(text, Self.durations)
    #expect(found.count == 2)
    #expect(found[1].contains("line 1 has the id \"a\" already"), "\(found)")
    let many = faults(Array(repeating: "{}", count: 30).joined(separator: "\n"))
    #expect(many.count == ImportRefusal.mostFaults + 1 && many.last == "f: and 10 more")
  }

  @Test func `a file with more entries than are read is refused`() {
    let start = Self.instant("2026-03-01T00:00:00Z")
    let rows = (0...ObservationFile.mostEntries).map { number in
      "\(start + .milliseconds(Int64(number))),1s\n"
    }
    let found = faults("at,duration\n" + rows.joined(), Self.durations)
    #expect(found.count == 1 && found[0].contains("more than 100000 observations"), "\(found)")
    #expect(faults("at,duration\n" + rows.dropLast().joined(), Self.durations) == [])
  }

  @Test func `no bytes trap`() {
    var state: UInt64 = 7
    for _ in 0..<2_000 {
      let bytes = (0..<60).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let pool = Array(#"{}"from,to:0123456789-TZ.\n"#.utf8) + [0, 10, 13, 255]
        return pool[Int(state >> 33) % pool.count]
      }
      for feed in [Self.counts, Self.durations] {
        _ = try? ObservationFile.read(bytes, of: feed, now: Self.now)
      }
    }
  }
}
