package import Chronology

/// Something that is said once, after the samples that it rests on are durable.
package struct Event: Hashable, Sendable {
  /// What kind of thing.
  package let kind: EventKind
  /// The same for the same fact, across restarts and re-reading: who hears it twice can tell.
  package let key: EventKey
  /// When it was true.
  ///
  /// A back-dated fact lies before the samples that proved it.
  package let time: Instant
  /// One sentence for people, beginning with the kind's words; no line breaks.
  package let message: String
  /// The facts for machines, in a fixed order; names are unique.
  package let fields: [EventField]

  /// An event of these parts; `detail` follows the kind's words in the message.
  package init(
    kind: EventKind,
    key: EventKey,
    time: Instant,
    detail: String,
    fields: [EventField]
  ) {
    self.kind = kind
    self.key = key
    self.time = time
    message = "\(kind.words): \(detail)"
    self.fields = fields
  }
}

/// The identity of a fact, such as `incident.opened/acme/storefront/1774000000000`.
package struct EventKey: Hashable, Sendable, CustomStringConvertible {
  /// The key itself: printable ASCII without spaces, at most 255 bytes.
  package let description: String

  /// The key made of the kind and what tells the fact from others of its kind.
  package init(_ kind: EventKind, _ parts: String...) {
    description = ([kind.rawValue] + parts).joined(separator: "/")
  }

  /// A key as read from a store.
  package init(recorded text: String) {
    description = text
  }
}

/// One typed fact of an event, for the journal and for pipelines.
package struct EventField: Hashable, Sendable {
  /// The journal's field name without `CONSTAT_`: upper snake case, its unit last.
  package let name: String
  /// The value, less than 4 KiB.
  package let value: String

  /// The field `name` with a text.
  package init(_ name: String, _ value: some StringProtocol) {
    self.name = name
    self.value = String(value)
  }

  /// The field `name` with a whole number.
  package init(_ name: String, _ value: some BinaryInteger) {
    self.init(name, String(value))
  }
}
