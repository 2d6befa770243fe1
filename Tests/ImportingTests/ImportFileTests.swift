import Chronology
import Importing
import Sampling
import Testing

@Suite struct ImportFileTests {
  @Test func `samples come out by their start, whatever the order of the lines`() throws {
    let text = [line(60), line(0, "down"), line(30)].joined(separator: "\n")
    let samples = try importing(text).get()
    #expect(samples.count == 3)
    #expect(samples.map(\.outcome) == [.down, .up, .up])
    #expect(samples.earliest == Instant(seconds: 1_767_225_600))
    #expect(samples.latest == samples.earliest + .seconds(60))
    #expect(samples.allSatisfy { $0.series == series && $0.flags.contains(.imported) })
  }

  @Test func `the samples are those that the lines describe`() throws {
    let text = [fullLine, line(5, "void"), line(0, "degraded")].joined(separator: "\n")
    let lines = [line(0, "degraded"), line(5, "void"), fullLine]
    #expect(try Array(importing(text).get()) == lines.map { try reading($0).get() })
  }

  @Test(arguments: ["\n", "\r\n", "\n\n", "\r\n \t\r\n"])
  func `every end of a line is accepted, and empty lines are skipped`(_ end: String) throws {
    let body = [line(0), line(1), line(2)].joined(separator: end)
    #expect(try importing(body).get().count == 3)
    #expect(try importing(body + end).get().count == 3)
    #expect(try importing(end + body).get().count == 3)
  }

  @Test(arguments: ["", "\n", "\r\n\r\n", "  \n\t"])
  func `a file without a sample is refused`(_ text: String) {
    #expect(refusal(text)?.faults.first?.message == "the file holds no sample")
    #expect(refusal(text)?.more == 0)
  }

  @Test func `faults carry the number of their line, empty lines counted`() {
    let text = "\n" + line(0) + "\r\n\r\nx\n" + line(1) + "\n{}"
    #expect(refusal(text)?.faults.map(\.line) == [4, 6])
    #expect(refusal(text)?.lines(file: "a.jsonl").first?.hasPrefix("a.jsonl:4:1: not JSON") == true)
  }

  @Test func `20 faults are kept and the others counted`() {
    let text = Array(repeating: "x", count: 50).joined(separator: "\n")
    #expect(refusal(text)?.faults.map(\.line) == Array(1...20))
    #expect(refusal(text)?.more == 30)
    #expect(refusal(text)?.lines(file: "f").last == "f: and 30 more")
    #expect(refusal("x")?.lines(file: "f").count == 1)
  }

  @Test func `two samples at one instant are refused at the later line`() throws {
    let text = [line(5), line(3), #"{"at": "2026-01-01T00:00:05Z", "outcome": "down"}"#, line(5)]
      .joined(separator: "\n")
    let refused = try #require(refusal(text))
    #expect(refused.faults.map(\.line) == [3, 4])
    #expect(
      refused.faults.allSatisfy {
        $0.message == "line 1 has a sample at 2026-01-01T00:00:05Z already"
      }
    )
  }

  @Test func `the first faults by line are kept, of whatever kind`() throws {
    // Lines 1 to 30 are good, 31 to 60 repeat them the other way round, 61 to 90 are not JSON.
    let good = (0..<30).map { line($0) }
    let text = (good + good.reversed() + Array(repeating: "x", count: 30)).joined(separator: "\n")
    let refused = try #require(refusal(text))
    #expect(refused.faults.map(\.line) == Array(31...50))
    #expect(refused.more == 40)
    let mixed = try #require(refusal(["x", line(0), "y", line(0), "z"].joined(separator: "\n")))
    #expect(mixed.faults.map(\.line) == [1, 3, 4, 5])
  }

  @Test(arguments: [("", false), ("\n", false), ("\r\n", false), (" \n", true), (" ", true)])
  func `a line of 64 KiB is read, and a byte more refused`(_ end: String, _ isRefused: Bool) {
    let padding = String(repeating: " ", count: 65_536 - line(0).utf8.count)
    let faults = refusal(padding + line(0) + end + (end.utf8.last == 0x0A ? line(1) : ""))?.faults
    #expect(faults?.map(\.line) == (isRefused ? [1] : nil))
    #expect(faults?.first?.message.contains("65536 bytes") ?? true)
  }

  @Test func `a line that never ends is given up, and the next one is read`() {
    let endless = String(repeating: "[", count: 300_000)
    #expect(refusal(endless + "\n" + line(0))?.faults.map(\.line) == [1])
    #expect(refusal(String(repeating: " ", count: 300_000) + "x")?.faults.count == 1)
  }

  @Test func `one sample too many ends the reading`() throws {
    let text = [line(0), line(1), line(2), "x", line(3)].joined(separator: "\n")
    var file = ImportFile(series: series, now: now, sampleLimit: 2)
    file.append(Array(text.utf8))
    #expect(file.isSettled)
    guard case .failure(let refusal) = finished(file) else {
      Issue.record("three samples were accepted where two are the limit")
      return
    }
    #expect(refusal.faults.map(\.line) == [3])
    #expect(try importing(Array((line(0) + "\n" + line(1)).utf8), sampleLimit: 2).get().count == 2)
  }

  @Test func `a large file is read, and its samples found by instant`() throws {
    let count = 30_000
    // A multiplier that shares no factor with the count, so that every second comes once.
    let text = (0..<count).map { line($0 * 7_919 % count) }.joined(separator: "\n")
    let samples = try importing(text).get()
    #expect(samples.count == count)
    #expect(samples.count(before: samples.earliest) == 0)
    #expect(samples.count(before: samples.earliest + .seconds(12_345)) == 12_345)
    #expect(samples.count(before: samples.latest + .seconds(1)) == count)
  }
}
