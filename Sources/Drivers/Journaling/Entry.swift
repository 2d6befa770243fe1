import Chronology
package import Events

/// What is said to the journal or to a person: an event, or a notice about events.
package struct Entry: Hashable, Sendable {
  /// The journal's MESSAGE_ID: 32 lower-case hexadecimal digits.
  package let messageID: String
  /// How urgent it is.
  package let priority: Priority
  /// The name of its kind, such as `incident.opened`.
  package let kind: String
  /// The words that the message begins with, such as `incident opened`.
  package let words: String
  /// What follows the words.
  package let detail: String
  /// Names without `CONSTAT_`, and values, in a fixed order.
  package let fields: [EventField]
  /// Where in the sources it was made.
  package let place: SourcePlace

  /// One sentence, beginning with the words of its kind.
  package var message: String { "\(words): \(detail)" }

  /// The entry that says `event`.
  package init(_ event: Event) {
    messageID = event.kind.messageID
    priority = event.kind.priority
    kind = event.kind.rawValue
    words = event.kind.words
    place = event.place
    detail = String(event.message.dropFirst(event.kind.words.count + 2))
    fields =
      [
        EventField("KEY", event.key.description),
        EventField("TIME", event.time.rfc3339(decimals: 3)),
      ] + event.fields
  }

  private init(delayed count: Int, capacity: Int) {
    messageID = "5e1c7a90f3d24b6c8a0d94e27b5f1638"
    priority = .warning
    kind = "daemon.delayed"
    words = "daemon delayed"
    detail =
      "\(count) events did not fit into the queue of \(capacity) and are said later; "
      + "is systemd-journald stopped or slow?"
    fields = [EventField("EVENTS", count), EventField("QUEUE", capacity)]
    place = SourcePlace(file: #fileID, line: #line)
  }

  /// The notice that `count` events were refused by a queue of `capacity`.
  package static func delayed(_ count: Int, capacity: Int) -> Entry {
    Entry(delayed: count, capacity: capacity)
  }
}
