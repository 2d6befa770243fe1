package import Chronology
import Sampling

/// Something that is said once, after the samples that it rests on are durable.
package struct Event: Sendable {
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
  /// Where in the sources it was made; of one that comes from a disk, where it was read again.
  package let place: SourcePlace

  /// The longest message, in bytes; what is longer is cut off.
  package static let longestMessage = 2_048

  /// An event of these parts; `detail` follows the kind's words in the message.
  ///
  /// It was made in `file`, at `line`.
  /// Line breaks of `detail` become spaces, and what else a terminal could obey U+FFFD.
  package init(
    kind: EventKind,
    key: EventKey,
    time: Instant,
    detail: String,
    fields: [EventField],
    file: String = #fileID,
    line: Int = #line
  ) {
    self.kind = kind
    self.key = key
    self.time = time
    message = cut("\(kind.words): \(detail.harmless)", to: Event.longestMessage)
    self.fields = fields
    place = SourcePlace(file: file, line: line)
  }
}

extension Event: Hashable {
  /// What says the same of the same fact is the same, wherever in the sources it was made.
  package static func == (left: Event, right: Event) -> Bool {
    left.kind == right.kind && left.key == right.key && left.time == right.time
      && left.message == right.message && left.fields == right.fields
  }

  /// Goes by the key: it is the fact's identity.
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

extension Event {
  /// The same event with other fields.
  init(said event: Event, fields: [EventField]) {
    kind = event.kind
    key = event.key
    time = event.time
    message = event.message
    place = event.place
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

  /// The longest value, in bytes; what is longer is cut off: `journalctl -o json` prints `null` for a field
  /// of more than 4,096, its name included.
  package static let longestValue = 4_000

  /// The field `name` with a text, cut off where it is too long.
  package init(_ name: String, _ value: some StringProtocol) {
    self.name = name
    self.value = cut(String(value), to: EventField.longestValue)
  }

  /// The field `name` with a whole number.
  package init(_ name: String, _ value: some BinaryInteger) {
    self.init(name, String(value))
  }
}

extension [EventField] {
  /// As many parts in a field as have room in it, in order, `separator` between them: NAME, NAME_2 and so on,
  /// one at least.
  init(_ name: String, _ parts: [String], separator: String) {
    var lines = [""]
    for part in parts {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = part
      } else if last.utf8.count + separator.utf8.count + part.utf8.count <= EventField.longestValue
      {
        lines[lines.count - 1] = last + separator + part
      } else {
        lines.append(part)
      }
    }
    self = lines.enumerated().map { index, line in
      EventField(index == 0 ? name : "\(name)_\(index + 1)", line)
    }
  }
}

/// The longest beginning of `text` that has at most `limit` bytes and cuts no character's code apart.
private func cut(_ text: String, to limit: Int) -> String {
  guard text.utf8.count > limit else { return text }
  var end = text.utf8.index(text.startIndex, offsetBy: limit)
  while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
  return String(text[..<end])
}
