import Chronology
import Replaying
import Sampling
import Scheduling
import StoreFormat

/// Accounts for the time in which checks are in no plan, so that the record itself tells why there are
/// no samples of it.
///
/// Without that a bundle of evidence has a hole where a check was added, taken out for a while, or
/// measured less often: samples that were left out would look the same.
///
/// Limits: ``limit`` checks that are in no plan, each for ``longest``; of others nothing is told.
struct PlanAccount: Sendable {
  private typealias Absence = UnplannedChecks.Absence

  /// How many checks that are in no plan are accounted for; those that left it last.
  static let limit = 10_000
  /// How long one is: longer than a year's window.
  static let longest = TimeAmount.days(400)
  /// What of it is on record is told anew when it is so old.
  static let patience = TimeAmount.days(1)

  /// When the record began; nil until the first plan of a new store.
  private var beginning: Instant?
  /// The checks of the plan, and how often each is measured.
  private var planned: [CheckID: Place] = [:]
  private var absences: [CheckID: Absence]
  /// All that have ever been in a plan, as far as anybody knows.
  private var known: Set<CheckID>

  /// Where a check stands in a plan.
  private struct Place: Sendable {
    let series: SeriesID
    let interval: TimeAmount
  }

  /// The account of a record that ends here.
  ///
  /// A check that is defined was in the last plan unless the record tells otherwise: older versions
  /// told nothing.
  ///
  /// - Parameters:
  ///   - beginning: When the record began; nil if there is none yet.
  ///   - unplanned: Which checks were in no plan at its end.
  ///   - definitions: All that are on record.
  init(
    since beginning: Instant?,
    _ unplanned: UnplannedChecks,
    _ definitions: [SeriesID: CheckDefinition]
  ) {
    self.beginning = beginning
    absences = unplanned.absences
    known = Set(definitions.values.map(\.id))
    for (series, definition) in definitions.sorted(by: { $0.key < $1.key })
    where absences[definition.id] == nil {
      planned[definition.id] = Place(series: series, interval: definition.interval)
    }
  }

  /// Goes on with a plan whose slots are due at `now` or later.
  ///
  /// - Returns: What is to be recorded.
  mutating func follow(_ checks: [PlannedCheck], at now: Instant) -> [Record] {
    var records: [Record] = []
    var gone = planned
    planned = [:]
    for check in checks {
      let slots = SlotSeries(id: check.id, interval: check.interval)
      let first = slots.slot(slots.number(atOrAfter: now)).due
      let before = gone.removeValue(forKey: check.id)
      planned[check.id] = Place(series: check.series, interval: check.interval)
      let isNew = known.insert(check.id).inserted
      var absence = absences.removeValue(forKey: check.id)
      if let before {
        // From the last slot of one timetable to the first of the other none is due.
        if before.interval != check.interval {
          absence = Absence(series: check.series, time: Interval(now, now))
        }
      } else if isNew, let beginning {
        absence = Absence(series: check.series, time: Interval(beginning, beginning))
      }
      guard let absence else { continue }
      records.append(tell(absence.series, since: absence.time.end, until: first, isOver: true))
    }
    let left = gone.sorted { $0.value.series > $1.value.series }
      .prefix(max(0, PlanAccount.limit - absences.count))
    for (check, place) in left.reversed() {
      absences[check] = Absence(series: place.series, time: Interval(now, now))
      records.append(tell(place.series, since: now, until: now, isOver: false))
    }
    beginning = beginning ?? now
    return records
  }

  /// Accounts for the checks that are still in no plan at `now`.
  ///
  /// - Parameter isLast: Whether nothing is told later: a stop.
  /// - Returns: What is to be recorded; mostly nothing.
  mutating func goOn(at now: Instant, isLast: Bool = false) -> [Record] {
    var records: [Record] = []
    for (check, absence) in absences.sorted(by: { $0.value.series < $1.value.series }) {
      let until = min(now, absence.time.start + PlanAccount.longest)
      let length = until - absence.time.end
      guard isLast ? length > .zero : length >= PlanAccount.patience else { continue }
      absences[check]?.time.end = until
      records.append(tell(absence.series, since: absence.time.end, until: until, isOver: false))
    }
    return records
  }

  private func tell(
    _ series: SeriesID,
    since start: Instant,
    until end: Instant,
    isOver: Bool
  ) -> Record {
    .unplanned(
      Unplanned(series: series, interval: Interval(start, max(start, end)), isOver: isOver)
    )
  }
}
