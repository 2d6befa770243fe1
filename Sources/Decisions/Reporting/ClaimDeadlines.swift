import Accounting
package import Agreement
package import Chronology
package import Events

/// Which credits nobody has claimed can soon not be claimed any more: from what is on record.
package struct ClaimDeadlines: Sendable {
  /// The last that was said of each window.
  private var credits: [ComputedCredit] = []
  private let said: Set<String>
  private let annotations: [RecordedAnnotation]
  private let reminder: ClaimReminder

  /// Deadlines of what is on record.
  ///
  /// - Parameters:
  ///   - credits: What was said of credits, in that order.
  ///   - said: The keys of what was said of deadlines.
  ///   - annotations: What was declared, in any order.
  ///   - reminder: How long before the end it is said.
  package init(
    of credits: [ComputedCredit],
    said: Set<String>,
    annotations: [RecordedAnnotation],
    reminder: ClaimReminder
  ) {
    self.credits = credits.latest
    self.said = said
    self.annotations = annotations
    self.reminder = reminder
  }

  /// What is to be said at `now`, the earliest deadline first.
  package func near(at now: Instant) -> [Event] {
    open(at: now).filter { $0.begin <= now }
      .sorted { ($0.deadline, $0.begin) < ($1.deadline, $1.begin) }
      .map {
        .claimDeadlineNear(
          $0.credit,
          until: $0.deadline,
          since: max($0.begin, $0.credit.sealed)
        )
      }
  }

  /// When the next deadline will be near; nil for never.
  package func next(after now: Instant) -> Instant? {
    open(at: now).map(\.begin).filter { $0 > now }.min()
  }

  /// The credits that may be claimed at `now`, that nobody has claimed and of which nothing was said.
  private func open(
    at now: Instant
  ) -> [(credit: ComputedCredit, begin: Instant, deadline: Instant)] {
    credits.compactMap { credit in
      guard let deadline = credit.claims.deadline,
        !said.contains(credit.deadlineKey.description)
      else { return nil }
      let file = ClaimFile(of: credit)
      guard
        case .claimable = file.state(
          at: now,
          annotations,
          isDue: credit.amounts.isPossible,
          isCovered: credit.isCovered
        )
      else { return nil }
      return (credit, reminder.begin(before: deadline, since: credit.claims.start), deadline)
    }
  }
}

extension ClaimFile {
  /// The file of a credit that is on record.
  fileprivate init(of credit: ComputedCredit) {
    let claims = credit.claims
    self.init(
      of: credit.agreement,
      window: credit.window,
      of: Interval(credit.window.start, max(credit.window.start, claims.start)),
      nextEnd: claims.nextEnd,
      incidents: Set(claims.incidents),
      within: claims.deadline.map { $0 - claims.start }
    )
  }
}
