import Events
import Posix
import TestKit
import Testing

@testable import Journaling

/// Under a real journald, which `Tests/harness/with-journald.sh` starts for this program.
///
/// One after the other: the last one stops it.
@Suite(.serialized) struct JournaldTests {
  private static let folder = Environment.value(of: "CONSTAT_JOURNAL")

  @Test(.enabled(if: folder == nil, "this is the inner run"), .timeLimit(.minutes(30)))
  func `entries come back from a real journald`() throws {
    let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    // This very program again, but only the test below.
    var words = try Self.ownCommand()
    words += ["--filter", "JournaldTests"]
    let line = (["/\(tests)/harness/with-journald.sh"] + words).map(Command.quoted)
    let run = try Command(line.joined(separator: " "))
    if run.status == 77 { try Test.cancel("no journald can be started here: \(run.output)") }
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("with all its fields\" passed"), "\(run.output)")
  }

  @Test(.enabled(if: folder != nil, "needs with-journald.sh"), .timeLimit(.minutes(30)))
  func `what is delivered can be read with all its fields`() throws {
    let reported = try Reported()
    let delivery = try EventDelivery(to: [JournalSink()]) { reported.add($0) }
    let events = (0..<100).map(Event.sample)
    #expect(delivery.post(events) == 100)
    #expect(delivery.finish(within: .seconds(30)) == 0)
    #expect(reported.keys == events.map(\.key))

    let query = "journalctl --sync && journalctl --directory \"$CONSTAT_JOURNAL\" --output json"
    let found = try Command(query + " CONSTAT_EVENT=daemon.stopped")
    let lines = found.output.split(separator: "\n")
    #expect(lines.count == 100)
    for (line, event) in zip(lines, events) {
      #expect(line.contains("\"MESSAGE\":\"\(event.message)\""))
      #expect(line.contains("\"MESSAGE_ID\":\"\(event.kind.messageID)\""))
      #expect(line.contains("\"PRIORITY\":\"6\""))
      #expect(line.contains("\"SYSLOG_IDENTIFIER\":\"constatd\""))
      #expect(line.contains("\"CONSTAT_KEY\":\"\(event.key)\""))
    }
  }

  @Test(.enabled(if: folder != nil, "needs with-journald.sh"), .timeLimit(.minutes(30)))
  func `a journald that is stopped blocks the delivery and nobody else`() throws {
    let reported = try Reported()
    let delivery = try EventDelivery(to: [JournalSink()], capacity: 500) { reported.add($0) }
    _ = try Command("kill -STOP \"$CONSTAT_JOURNALD\"")
    #expect(delivery.post((1_000..<2_000).map(Event.sample)) <= 1_000)
    #expect(delivery.finish(within: .milliseconds(200)) > 0)
    _ = try Command("kill -CONT \"$CONSTAT_JOURNALD\"")
  }

  /// The words that started this program, without what chose its tests.
  private static func ownCommand() throws -> [String] {
    let file = try FileHandle(opening: "/proc/self/cmdline", .readOnly)
    var bytes: [UInt8] = []
    while true {
      let part = try file.read(upTo: 65_536)
      if part.isEmpty { break }
      bytes += part
    }
    var words = bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast().map {
      String(decoding: $0, as: UTF8.self)
    }
    while let chosen = words.firstIndex(where: { $0 == "--filter" || $0 == "--skip" }) {
      words.removeSubrange(chosen...min(chosen + 1, words.count - 1))
    }
    return words
  }
}
