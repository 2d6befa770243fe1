package import Chronology
import Events
package import Posix

/// Says entries as lines on a standard stream.
package struct LineSink: EventSink {
  /// How a line begins.
  package enum Style: Hashable, Sendable {
    /// `<3>incident opened: …`: what a service manager or a log reader takes apart, sd-daemon(3).
    case prefixed
    /// `10:00:12Z incident opened      …`: for somebody who watches.
    case terminal
  }

  private let stream: StandardStream
  private let style: Style

  /// Lines of this style on `stream`.
  package init(_ stream: StandardStream, _ style: Style) {
    self.stream = stream
    self.style = style
  }

  /// Writes one line.
  ///
  /// Blocks for as long as the reader of a full pipe doesn't read.
  package func send(_ entry: Entry) throws(SinkError) {
    let now = Instant(nanoseconds: SystemClocks.realtime())
    do throws(Errno) {
      try stream.write(Self.line(entry, style, now: now) + "\n")
    } catch {
      throw .lasting("a line could not be written: \(error)")
    }
  }

  /// The line, without its line feed: an event's message has no control characters.
  ///
  /// - Parameter now: When it is said; an event may have been true before.
  package static func line(_ entry: Entry, _ style: Style, now: Instant) -> String {
    switch style {
    case .prefixed:
      return "<\(entry.priority.rawValue)>" + entry.message
    case .terminal:
      let room = max(0, longestWords - entry.words.count)
      let padding = String(repeating: " ", count: room)
      return "\(now.timeOfDay) \(entry.words)\(padding)  \(entry.detail)"
    }
  }

  /// The longest words of any kind: `certificate expiring`.
  private static let longestWords = EventKind.allCases.map(\.words.count).max() ?? 0
}
