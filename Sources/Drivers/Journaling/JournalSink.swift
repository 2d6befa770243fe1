import Events
import Glibc
package import Systemd

/// Says entries to the systemd journal.
package struct JournalSink: EventSink {
  /// The longest value of a field, in bytes, of whatever else is said than events.
  package static let longestValue = EventField.longestValue

  /// The SYSLOG_IDENTIFIER, by which `journalctl -t` finds the entries.
  package let identifier: String

  /// A sink that says who speaks.
  package init(identifier: String = "constatd") {
    self.identifier = identifier
  }

  /// Writes the entry and returns when journald's queue has it.
  ///
  /// Blocks without limit while journald is stopped.
  package func send(_ entry: Entry) throws(SinkError) {
    do throws(JournalError) {
      try Journal.send(fields(of: entry))
    } catch {
      throw Self.sinkError(error)
    }
  }

  /// The entry as the journal has it: a message, its id, priority, sender and place in the sources, then
  /// `CONSTAT_…`.
  package func fields(of entry: Entry) -> [JournalField] {
    let own = [
      ("MESSAGE", entry.message),
      ("MESSAGE_ID", entry.messageID),
      ("PRIORITY", String(entry.priority.rawValue)),
      ("SYSLOG_IDENTIFIER", identifier),
      ("CODE_FILE", entry.place.file),
      ("CODE_LINE", String(entry.place.line)),
      ("CONSTAT_EVENT", entry.kind),
    ]
    let facts = entry.fields.map { ("CONSTAT_" + $0.name, $0.value) }
    // A name that journald would drop is left out here, so that the rest of the entry arrives.
    return (own + facts).prefix(Journal.mostFields).compactMap { name, value in
      try? JournalField(name, Self.shortened(value))
    }
  }

  /// At most `longestValue` bytes of `text`, whole characters.
  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > longestValue else { return text }
    var length = 0
    let kept = text.unicodeScalars.prefix { scalar in
      length += UTF8.width(scalar)
      return length <= longestValue
    }
    return String(kept)
  }

  /// While journald is being restarted, its socket refuses, and memory may come back.
  static func sinkError(_ error: JournalError) -> SinkError {
    switch error {
    case .failed(ECONNREFUSED), .failed(ENOBUFS), .failed(ENOMEM), .failed(EAGAIN),
      .failed(EMFILE), .failed(ENFILE):
      .temporary(error.description)
    case .failed, .noSocket, .fieldCount, .invalidName:
      .lasting(error.description)
    }
  }
}
