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
/// row and back-dated to the start of the first. Void samples and gaps never reach it: they neither
/// open nor close nor interrupt the count.
package struct IncidentMachine: Sendable {
  /// Where the check is.
  package private(set) var condition = Condition.up
  /// The incident that is open; a mere draft while suspect.
  private var draft: Incident?
  /// Successes in a row, while recovering.
  private var successes = 0
  /// The start of the first of them.
  private var firstSuccess = Instant(nanoseconds: 0)

  /// A machine for a check of which nothing has been seen.
  package init() {}

  /// The incident that is open, if it is confirmed.
  package var open: Incident? {
    condition == .down || condition == .recovering ? draft : nil
  }

  /// Takes the next sample of `check` that is not void.
  ///
  /// - Parameters:
  ///   - sample: Up, degraded or down.
  ///   - ended: The estimate of the run of failures that this sample ended; zero if it ended none.
  ///   - confirmation: How many samples in a row are enough, by the sample's definition.
  /// - Returns: The incident that this sample resolved, if it resolved one.
  mutating func take(
    _ sample: Sample,
    of check: CheckID,
    ended: TimeAmount,
    confirmation: Confirmation
  ) -> Incident? {
    if condition == .up, sample.outcome.isAvailable { return nil }
    draft?.endedDowntime += ended
    guard sample.outcome.isAvailable else {
      fail(sample, of: check, confirmation: confirmation)
      return nil
    }
    return succeed(sample, confirmation: confirmation)
  }

  private mutating func fail(_ sample: Sample, of check: CheckID, confirmation: Confirmation) {
    var incident = draft ?? Incident(check: check, first: sample)
    // Successes that were not enough to resolve it belong to it.
    if condition == .recovering { incident.samples += successes }
    incident.add(failure: sample)
    switch condition {
    case .up, .suspect:
      let isCertain = incident.failures >= confirmation.down
      if isCertain {
        incident.confirmed = sample.end
        incident.confirmedBy = incident.failures
      }
      condition = isCertain ? .down : .suspect
    case .down, .recovering:
      condition = .down
    }
    draft = incident
  }

  private mutating func succeed(_ sample: Sample, confirmation: Confirmation) -> Incident? {
    if condition == .suspect {
      condition = .up
      draft = nil
      return nil
    }
    if condition == .down {
      successes = 0
      firstSuccess = sample.start
      condition = .recovering
    }
    successes += 1
    guard successes >= confirmation.up else { return nil }
    condition = .up
    defer { draft = nil }
    draft?.resolved = firstSuccess
    return draft
  }
}
