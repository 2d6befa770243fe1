import Chronology
import Dispatch
import Events
import Execution
import Journaling
import Posix
import Reporting
import Sampling
import StoreFormat

/// Tells a person at a terminal what happens: a line of samples every two seconds, and every event.
///
/// It shows only what is durable. A terminal that does not read makes this queue wait, and nothing
/// else; then it shows fewer samples, and says how many events it had to leave out.
actor Foreground: QueueActor {
  nonisolated let executor = QueueExecutor(label: "constat.foreground", qos: .utility)

  /// How often a line of samples is shown.
  private static let period = TimeAmount.seconds(2)
  /// How many checks a line of samples names.
  private static let widest = 6

  private let events = LineSink(.output, .terminal)
  private let ink: Ink
  private var latest: [SeriesID: Sample] = [:]
  private var names: [SeriesID: CheckID]
  private var lastLine: Instant?

  /// Shows samples of these series by the names of their checks.
  init(_ names: [SeriesID: CheckID], colour: Bool) {
    self.names = names
    ink = Ink(isColoured: colour)
  }

  /// Shows what has happened since the last call.
  func show(_ showing: Showing) {
    names.merge(showing.names) { $1 }
    latest.merge(showing.latest) { $1 }
    for event in showing.events { try? events.send(Entry(event)) }
    guard let now = showing.time else { return }
    if showing.omitted > 0 { write(Self.omission(showing.omitted, at: now)) }
    guard !latest.isEmpty, lastLine.map({ now - $0 >= Self.period }) ?? true else { return }
    lastLine = now
    write(line(now))
    latest = [:]
  }

  /// What stands in the place of events that found no room.
  static func omission(_ count: Int, at now: Instant) -> String {
    "\(now.timeOfDay) \(count) events are left out: this terminal did not read; they are in the record"
  }

  private func write(_ line: String) {
    try? StandardStream.output.write(line + "\n")
  }

  private func line(_ now: Instant) -> String {
    let shown = latest.sorted { $0.key < $1.key }.prefix(Self.widest).map { series, sample in
      "\(names[series]?.description ?? "?") \(words(sample))"
    }
    let more = latest.count > Self.widest ? "  and \(latest.count - Self.widest) more" : ""
    let text = "\(now.timeOfDay) samples              " + shown.joined(separator: " · ") + more
    return ink.paint(text, .faint)
  }

  private func words(_ sample: Sample) -> String {
    switch sample.outcome {
    case .up: "up \(sample.phases.total)"
    case .degraded: "degraded \(sample.phases.total)"
    case .down, .void: "\(sample.outcome) \(sample.cause?.name ?? "")"
    }
  }
}
