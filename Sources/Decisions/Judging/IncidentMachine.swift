import Chronology
import Sampling

/// Where a check is between being available and being unavailable.
package enum Condition: String, CaseIterable, Hashable, Sendable {
  /// Available, or nothing has been seen yet.
  case up
  /// Failing, but not often enough in a row to be certain.
  case suspect
  /// Unavailable: an incident is open.
  case down
  /// An incident is open, but the latest samples are successes, not yet enough in a row.
  case recovering
}

/// Opens and resolves the incidents of one check.
///
/// up → suspect → down → recovering → up. An incident is opened by `confirmation.down` failures in a
/// row and back-dated to the start of the first; it is resolved by `confirmation.up` successes in a
/// row and back-dated to the start of the first. Void samples and gaps never reach it.
///
/// More unknown time than the validity between two samples interrupts what is in a row: failures and
/// successes before it no longer count towards a confirmation or a resolution. It ends nothing: an
/// incident that is open stays open.
package struct IncidentMachine: Sendable {
  /// Where the check is, with the incident that is open or may open.
  ///
  /// A healthy check carries none.
  private enum Stage {
    case up
    indirect case suspect(Incident)
    indirect case down(Incident)
    indirect case recovering(Incident, successes: Int, since: Instant)
  }

  private var stage = Stage.up

  /// A machine for a check of which nothing has been seen.
  package init() {}

  /// Where the check is.
  package var condition: Condition {
    switch stage {
    case .up: .up
    case .suspect: .suspect
    case .down: .down
    case .recovering: .recovering
    }
  }

  /// The incident that is open; nil while the check is up or merely suspect.
  package var open: Incident? {
    switch stage {
    case .up, .suspect: nil
    case .down(let incident), .recovering(let incident, _, _): incident
    }
  }

  /// The incident that may open; nil unless the check is suspect.
  var suspected: Incident? {
    if case .suspect(let incident) = stage { incident } else { nil }
  }

  /// Takes the next sample of `check` that is not void.
  ///
  /// - Parameters:
  ///   - sample: Up, degraded or down.
  ///   - ended: The estimate of the run of failures that this sample ended; zero if it ended none.
  ///   - isInterrupted: Whether the time before it is unknown for longer than the validity.
  ///   - confirmation: How many samples in a row are enough, by the sample's definition.
  /// - Returns: The incident that this sample resolved, if it resolved one.
  mutating func take(
    _ sample: Sample,
    of check: CheckID,
    ended: TimeAmount,
    isInterrupted: Bool = false,
    confirmation: Confirmation
  ) -> Incident? {
    // What failed before the interruption, and did not suffice, is no part of what begins now.
    let ended = isInterrupted && condition == .suspect ? .zero : ended
    if isInterrupted { interrupt() }
    if sample.outcome.isAvailable {
      return succeed(at: sample.start, ended: ended, confirmation: confirmation)
    }
    var incident: Incident
    switch stage {
    case .up: incident = Incident(check: check, first: sample)
    case .suspect(let draft), .down(let draft): incident = draft
    case .recovering(let draft, let successes, _):
      // Successes that were not enough to resolve it belong to it.
      incident = draft
      incident.samples += successes
    }
    incident.endedDowntime += ended
    incident.add(failure: sample)
    if condition == .down || condition == .recovering {
      stage = .down(incident)
    } else if incident.failures >= confirmation.down {
      incident.confirmed = sample.end
      incident.confirmedBy = incident.failures
      stage = .down(incident)
    } else {
      stage = .suspect(incident)
    }
    return nil
  }

  private mutating func interrupt() {
    switch stage {
    case .up, .down: return
    case .suspect: stage = .up
    case .recovering(var incident, let successes, _):
      incident.samples += successes
      stage = .down(incident)
    }
  }

  private mutating func succeed(
    at start: Instant,
    ended: TimeAmount,
    confirmation: Confirmation
  ) -> Incident? {
    var incident: Incident
    let successes: Int
    let since: Instant
    switch stage {
    case .up: return nil
    case .suspect:
      stage = .up
      return nil
    case .down(let draft): (incident, successes, since) = (draft, 1, start)
    case .recovering(let draft, let count, let first):
      (incident, successes, since) = (draft, count + 1, first)
    }
    incident.endedDowntime += ended
    guard successes >= confirmation.up else {
      stage = .recovering(incident, successes: successes, since: since)
      return nil
    }
    stage = .up
    incident.resolved = since
    return incident
  }
}
