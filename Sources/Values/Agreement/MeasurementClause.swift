package import Chronology

/// How what is measured becomes a figure.
package struct MeasurementClause: Hashable, Sendable {
  /// How unknown time counts in the estimate.
  package let unknown: UnknownRule
  /// Below this share of known time no figure may be claimed, and only the bounds are printed.
  package let minimumCoverage: Ratio
  /// Who prevails when the verdict is undetermined.
  package let tie: TieRule

  /// A clause of these parts.
  package init(
    unknown: UnknownRule = .undetermined,
    minimumCoverage: Ratio = Ratio(95, 100) ?? .one,
    tie: TieRule = .jointReview
  ) {
    self.unknown = unknown
    self.minimumCoverage = minimumCoverage
    self.tie = tie
  }
}

/// How unknown time counts against the verdict.
package enum UnknownRule: String, CaseIterable, Hashable, Sendable {
  /// As neither: the bounds hold both, the estimate is of what is known.
  case undetermined
  /// As available.
  case up
  /// As not available.
  case down
}

/// Who prevails when the verdict is undetermined.
package enum TieRule: String, CaseIterable, Hashable, Sendable {
  /// The provider: it is met.
  case provider
  /// The customer: it is missed.
  case customer
  /// The estimate decides.
  case estimate
  /// The parties look at it together.
  case jointReview = "joint-review"
}

/// When reports are made, and for whom.
package struct ReportingClause: Hashable, Sendable {
  /// For which windows one is sealed; nil for none.
  package let every: CivilWindow.Unit?
  /// How long after a window's end facts may still be declared before its report is sealed.
  package let sealAfter: TimeAmount
  /// To whom it goes: addresses, which this version only prints.
  package let recipients: [String]
  /// How many decimals a percentage has in texts; JSON always has six.
  package let decimals: Int

  /// A clause of these parts.
  package init(
    every: CivilWindow.Unit? = nil,
    sealAfter: TimeAmount = .hours(72),
    recipients: [String] = [],
    decimals: Int = 4
  ) {
    self.every = every
    self.sealAfter = sealAfter
    self.recipients = recipients
    self.decimals = decimals
  }
}

/// What holds when a later revision takes effect inside a window.
package enum RevisionChange: String, CaseIterable, Hashable, Sendable {
  /// The window is judged to its end by the revision that it began with.
  case nextWindow = "next-window"
  /// The window is divided, and each part is judged by its own.
  case split
}

/// What of a window counts in which an agreement begins or ends.
package enum PartialWindow: String, CaseIterable, Hashable, Sendable {
  /// The part in which it holds, with the budget of that part.
  case prorate
  /// All of it: the rest is deemed available.
  case deemAvailable = "deem-available"
  /// Nothing: the window is not judged.
  case skip
}
