import Agreement
import Chronology
import Testing

@testable import Importing

/// Files that programs and people write who mean well, or don't.
@Suite(.timeLimit(.minutes(30))) struct HostileObservationTests {
  private func faults(
    _ text: String,
    _ feed: ObservationFeed = ObservationFileTests.counts
  ) -> [String] {
    faults(Array(text.utf8), feed)
  }

  private func faults(
    _ bytes: [UInt8],
    _ feed: ObservationFeed = ObservationFileTests.counts
  ) -> [String] {
    do throws(ImportRefusal) {
      _ = try ObservationFile.read(bytes, of: feed, now: ObservationFileTests.now)
      return []
    } catch {
      return error.lines(file: "f")
    }
  }

  @Test(arguments: [
    ("from;to;good;valid\n2026-03-14;2026-03-15;1;2\n", "separated by semicolons", "by commas"),
    ("from\tto\tgood\tvalid\n", "separated by tabs", "by commas"),
    ("\u{FEFF}{\"from\": 1}\n", "byte order mark", "without one"),
    ("from,to,good,valid\r2026-03-14T00:00:00Z,2026-03-15T00:00:00Z,1,2\r", "", "leave it out"),
    ("from,to,good,valid\n2026-03-14T00:00:00,2026-03-15T00:00:00Z,1,2\n", "its offset", "write"),
    ("from,to,good,valid\n2026-03-14T00:00:00+25:00,2026-03-15T00:00:00Z,1,2\n", "RFC", "write"),
    ("from,to,good,valid\n2026-02-30T00:00:00Z,2026-03-15T00:00:00Z,1,2\n", "RFC 3339", "write"),
    ("from,to,good,valid\n14/03/2026,15/03/2026,1,2\n", "RFC 3339", "2026-03-14T09:41:07Z"),
    ("from,to,good,valid\n2026-03-14T00:00:00Z,2026-03-15T00:00:00Z,1,2,\n", "5 values", ""),
    (
      "from,to,good,valid\n2026-03-14T00:00:00Z,2026-03-15T00:00:00Z,1e2,200\n", "no number",
      "whole"
    ),
    ("from,to,good,valid\n2026-03-14T00:00:00Z,2026-03-15T00:00:00Z,Infinity,2\n", "", ""),
    ("from,to,good,valid\n2026-03-14T00:00:00Z,2026-03-15T00:00:00Z,0x10,20\n", "", ""),
    ("from,to,good,valid\n\"2026-03-14T00:00:00Z,2026-03-15T00:00:00Z,1,2\n", "quote", ""),
  ]) func `is refused with its place, what is wrong and the way out`(
    text: String,
    message: String,
    remedy: String
  ) throws {
    let found = faults(text)
    #expect(found.count == 1)
    let fault = try #require(found.first)
    #expect(fault.hasPrefix("f:"), "\(fault)")
    #expect(message.isEmpty || fault.contains(message), "\(fault)")
    #expect(remedy.isEmpty || fault.contains(remedy), "\(fault)")
    #expect(fault.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
  }

  @Test func `of a million wrong lines the first faults are told, and how many more there are`() {
    let text = "from,to,good,valid\n" + String(repeating: "x\n", count: 1_000_000)
    let found = faults(text)
    #expect(found.count == ImportRefusal.mostFaults + 1)
    #expect(found.first?.hasPrefix("f:2:") == true, "\(found)")
    #expect(found.last == "f: and 999980 more", "\(found)")
  }

  @Test func `a million lines are refused where a file is full`() {
    let row = "2026-03-14T00:00:00Z,1s\n"
    let found = faults(
      "at,duration\n" + String(repeating: row, count: 1_000_000),
      ObservationFileTests.durations
    )
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("f:100002:1: the file has more than") == true, "\(found)")
    #expect(found.first?.contains("split it into several files") == true)
  }

  @Test func `what is no text at all is refused`() {
    for bytes in [
      [0xFF, 0xFE, 0x66, 0x00], [0x00], Array(repeating: 0x00, count: 4_096), [0xC3, 0x28, 0x0A],
      Array(repeating: UInt8(ascii: "["), count: 100_000),
      Array(repeating: UInt8(ascii: "{"), count: 100_000),
    ] as [[UInt8]] {
      let found = faults(bytes)
      #expect(found.count == 1 && found[0].hasPrefix("f:1:"), "\(found)")
      #expect(found[0].utf8.count < 2_000, "a message has an end")
    }
  }

  @Test func `quotes, commas and line ends of spreadsheets are read`() throws {
    let text =
      "id,from,to,good,valid\r\n\"day \"\"1\"\", a\",\"2026-03-14T00:00:00Z\","
      + "2026-03-15T00:00:00Z,1,2\r\n"
    let reading = try ObservationFile.read(
      Array(text.utf8),
      of: ObservationFileTests.counts,
      now: ObservationFileTests.now
    )
    #expect(reading.entries.map(\.id) == ["day \"1\", a"])
  }
}
