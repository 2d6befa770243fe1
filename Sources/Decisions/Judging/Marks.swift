package import Chronology
import Events

/// What has been said of one service's incidents: the opening, in ms, of the latest of each kind.
///
/// Incidents of a service follow each other, so what is not later than a mark has been said.
struct IncidentMarks: Sendable {
  private(set) var opened = Int64.min
  private var confirmed = Int64.min
  private(set) var resolved = Int64.min

  /// Whether the latest incident was said to be open, and not to be over.
  var isOpen: Bool { opened > resolved }

  /// Notes that `kind` is said of the incident opened at `number`; false if it was said before.
  @discardableResult
  mutating func note(_ kind: EventKind, _ number: Int64) -> Bool {
    switch kind {
    case .incidentOpened: raise(&opened, to: number)
    case .incidentConfirmed: raise(&confirmed, to: number)
    default: raise(&resolved, to: number)
    }
  }

  /// Passes over the incident opened at `number` from its opening to its end, as if it had been said; false,
  /// and nothing is noted, if it was said to be open.
  mutating func pass(_ number: Int64) -> Bool {
    guard number > opened else { return false }
    for kind in [EventKind.incidentOpened, .incidentConfirmed, .incidentResolved] {
      note(kind, number)
    }
    return true
  }
}

/// What has been said of one objective: the latest episode of each kind.
///
/// The episode of a calendar window is its start in ms; of a rolling one it is where it began.
struct ObjectiveMarks: Hashable, Sendable {
  private var atRisk = Int64.min
  private var breachedEpisode = Int64.min
  private var recovered = Int64.min
  private var closedWindow = Int64.min
  /// Whether the latest episode of a rolling objective's being at risk goes on.
  var isAtRisk = false

  /// Whether the latest episode of a rolling objective's breach goes on.
  var isBreached: Bool { breachedEpisode > recovered }

  /// The latest episode of a breach.
  var breached: Int64? { breachedEpisode == .min ? nil : breachedEpisode }

  /// Whether the latest breach lies in a calendar window, and has not been taken back.
  func isBreached(in window: Interval) -> Bool {
    isBreached && window.milliseconds.contains(breachedEpisode)
  }

  /// What a breach of a calendar window is named that has not been said: after the window's start, or a
  /// millisecond later than one that was taken back; nil if there is none to say.
  func breachEpisode(in window: Interval) -> Int64? {
    let start = window.start.milliseconds
    if breachedEpisode < start { return start }
    guard !isBreached, window.milliseconds.contains(breachedEpisode) else { return nil }
    return breachedEpisode + 1
  }

  /// The latest window whose end has been said.
  var closed: Int64? { closedWindow == .min ? nil : closedWindow }

  /// Notes that `kind` is said of the episode `number`; false if it, or a later one, was before.
  @discardableResult
  mutating func note(_ kind: EventKind, _ number: Int64) -> Bool {
    switch kind {
    case .objectiveAtRisk:
      isAtRisk = true
      return raise(&atRisk, to: number)
    case .objectiveBreached: return raise(&breachedEpisode, to: number)
    case .objectiveRecovered, .breachRetracted: return raise(&recovered, to: number)
    default: return raise(&closedWindow, to: number)
    }
  }

  /// Begins an episode of `kind` at `begun`, or one later if that name is taken: the watermark may
  /// step back by up to a validity when a late sample ends a silence.
  mutating func episode(_ kind: EventKind, _ begun: Int64) -> Int64 {
    let latest = kind == .objectiveAtRisk ? atRisk : breachedEpisode
    let episode = begun > latest ? begun : latest + 1
    note(kind, episode)
    return episode
  }
}

/// Which calendar windows are closed, as it was said.
package struct ClosedWindows: Sendable {
  private let objectives: [PromiseKey: ObjectiveMarks]

  init(_ objectives: [PromiseKey: ObjectiveMarks]) { self.objectives = objectives }

  /// The start of the latest window of `promise` whose end has been said, in whole milliseconds.
  package func last(of promise: Promise) -> Instant? {
    objectives[promise.key]?.closed.map { Instant(milliseconds: $0) }
  }
}

/// Raises `mark` to `number`; false if it is not lower.
private func raise(_ mark: inout Int64, to number: Int64) -> Bool {
  guard number > mark else { return false }
  mark = number
  return true
}

extension Interval {
  /// The whole milliseconds at which something in it may begin.
  fileprivate var milliseconds: Range<Int64> {
    start.milliseconds..<max(start, end).milliseconds
  }
}
