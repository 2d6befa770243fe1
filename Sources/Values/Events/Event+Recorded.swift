package import Chronology

extension Event {
  /// An event as it was recorded, to be said again.
  ///
  /// Nil if `kind` is not one of ours, as in a store that a newer version wrote. `place` is where it was
  /// made; without one, where it was read again.
  package init?(
    kind: String,
    key: String,
    time: Instant,
    message: String,
    fields: [EventField],
    place: SourcePlace? = nil
  ) {
    guard let kind = EventKind(rawValue: kind) else { return nil }
    let place = place ?? SourcePlace(file: #fileID, line: #line)
    let words = "\(kind.words): "
    self.init(
      kind: kind,
      key: EventKey(recorded: key),
      time: time,
      detail: message.hasPrefix(words) ? String(message.dropFirst(words.count)) : message,
      fields: fields,
      file: place.file,
      line: place.line
    )
  }
}
