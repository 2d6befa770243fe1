import Agreement
import Chronology
import StoreFormat

/// A desk that is fed from outside by `calls`, of which 80 % of a day's cases are to be good.
enum Desk {
  private static let feed = ObservationFeed(name: "calls", kind: .counts)
  private static let service = Service(id: "desk", description: "Desk", observations: feed)
  private static let helped = Objective(
    id: "helped",
    service: "desk",
    indicator: .ratio(RatioTerms(Ratio(percentage: "80%") ?? .one)),
    window: .day
  )

  /// The agreement with the desk in it.
  ///
  /// - Parameter isProbed: Whether its own services stay.
  static func joined(_ agreement: Agreement, isProbed: Bool = true) -> Agreement {
    Agreement(
      id: agreement.id,
      title: agreement.title,
      revision: agreement.revision,
      effective: agreement.effective,
      language: agreement.language,
      timeZone: agreement.timeZone,
      currency: agreement.currency,
      parties: agreement.parties,
      services: (isProbed ? agreement.services : []) + [service],
      objectives: (isProbed ? agreement.objectives : []) + [helped],
      clauses: agreement.clauses,
      sha256: agreement.sha256
    )
  }

  /// What was counted in a stretch, as one part of a file; all entries stand in the first.
  static func counts(
    _ stretch: Interval,
    good: Int64,
    of valid: Int64,
    id: String,
    recorded: Instant,
    part: Int = 0,
    parts: Int = 1
  ) -> Record {
    let entry = ObservedEntry(id: id, interval: stretch, good: good, valid: valid)
    return .observed(
      RecordedObservations(
        recorded: recorded,
        feed: feed,
        source: "ticket system",
        author: .customer,
        file: "calls.csv",
        hash: Array(repeating: UInt8(clamping: good), count: 32),
        part: part,
        parts: parts,
        entries: part > 0 ? [] : [entry]
      )
    )
  }
}
