/// Somewhere that entries are said.
package protocol EventSink: Sendable {
  /// Says one entry, and returns when it is said. May block.
  func send(_ entry: Entry) throws(SinkError)
}

/// Why an entry could not be said.
package enum SinkError: Error, Equatable, Sendable {
  /// It may work in a moment.
  case temporary(String)
  /// It won't work without somebody's doing.
  case lasting(String)
}
