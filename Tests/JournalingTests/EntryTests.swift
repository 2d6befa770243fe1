import Chronology
import Events
import Systemd
import Testing

@testable import Journaling

@Suite struct EntryTests {
  private let event = Event.sample(0)

  @Test func `an entry carries its event's facts, its key and its time`() {
    let entry = Entry(event)
    #expect(entry.message == event.message)
    #expect(entry.message == "daemon stopped: number 0")
    #expect(entry.messageID == event.kind.messageID)
    #expect(
      entry.fields == [
        EventField("KEY", event.key.description),
        EventField("TIME", "2026-03-20T09:46:40.000Z"),
        EventField("REASON", "number 0"),
      ]
    )
  }

  @Test func `a notice about events looks like one of them`() {
    let entry = Entry.delayed(3, capacity: 10)
    #expect(entry.message.hasPrefix("daemon delayed: 3 events did not fit into the queue of 10"))
    #expect(entry.messageID.count == 32)
    #expect(!EventKind.allCases.map(\.messageID).contains(entry.messageID))
  }

  @Test func `the journal gets the message, its id, its priority and the facts`() throws {
    let fields = JournalSink().fields(of: Entry(event))
    let expected = try [
      JournalField("MESSAGE", "daemon stopped: number 0"),
      JournalField("MESSAGE_ID", event.kind.messageID),
      JournalField("PRIORITY", "6"),
      JournalField("SYSLOG_IDENTIFIER", "constatd"),
      JournalField("CODE_FILE", "Events/Event+Daemon.swift"),
      JournalField("CODE_LINE", "\(event.place.line)"),
      JournalField("CONSTAT_EVENT", "daemon.stopped"),
      JournalField("CONSTAT_KEY", event.key.description),
      JournalField("CONSTAT_TIME", "2026-03-20T09:46:40.000Z"),
      JournalField("CONSTAT_REASON", "number 0"),
    ]
    #expect(fields == expected)
  }

  @Test func `a value too long for journalctl is cut at a whole character`() {
    let text = "x" + String(repeating: "é", count: 3_000)
    let event = Event.daemonStopped(at: event.time, reason: text)
    let fields = JournalSink().fields(of: Entry(event))
    let reason = fields.first { $0.name == "CONSTAT_REASON" }?.value ?? []
    #expect(reason.count == JournalSink.longestValue - 1)
    #expect(String(validating: reason, as: UTF8.self) != nil)
  }

  @Test func `a field that journald would drop doesn't take the others with it`() {
    let event = Event(
      kind: .daemonStopped,
      key: event.key,
      time: event.time,
      detail: "",
      fields: [EventField("not a name", ""), EventField("GOOD", 1)]
    )
    let names = JournalSink().fields(of: Entry(event)).map(\.name)
    #expect(names.suffix(2) == ["CONSTAT_TIME", "CONSTAT_GOOD"])
  }

  @Test func `a journal that is being restarted is tried again, one that isn't there is not`() {
    let refused = JournalSink.sinkError(.failed(errno: 111))
    guard case .temporary = refused else {
      Issue.record("\(refused)")
      return
    }
    let missing = JournalSink.sinkError(.noSocket)
    guard case .lasting = missing else {
      Issue.record("\(missing)")
      return
    }
  }
}
