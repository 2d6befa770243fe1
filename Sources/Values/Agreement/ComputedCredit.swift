package import Chronology

/// The credit of one window as a sealed report reckons it, and what tells a claim for it.
package struct ComputedCredit: Hashable, Sendable {
  /// The agreement's id.
  package let agreement: String
  /// The revision that judges the window.
  package let revision: Int
  /// SHA-256 of its file, in hexadecimal.
  package let sha256: String
  /// The period of the report.
  package let period: String
  /// The report's revision: the first has 1.
  package let number: Int
  /// When that was sealed.
  package let sealed: Instant
  /// The window's name, such as `2026-03`.
  package let name: String
  /// The window, or the revision's part of a divided one.
  package let window: Interval
  /// In which currency.
  package let currency: Currency
  /// What it comes to.
  package let amounts: Amounts
  /// Whether enough is known to claim it.
  package let isCovered: Bool
  /// When and for what it may be claimed.
  package let claims: Claims

  /// What a credit comes to; nil where there is no amount.
  package struct Amounts: Hashable, Sendable {
    /// At best for the provider.
    package let least: Money?
    /// As estimated.
    package let estimate: Money?
    /// At worst for the provider.
    package let most: Money?
    /// What holds between the parties; nil as well if they look at it together.
    package let settled: Money?

    /// Amounts from the least to the most.
    package init(least: Money?, estimate: Money?, most: Money?, settled: Money?) {
      self.least = least
      self.estimate = estimate
      self.most = most
      self.settled = settled
    }

    /// Whether something may be due.
    package var isPossible: Bool { most.map { $0.units > 0 } ?? true }
  }

  /// When a credit may be claimed, and which claims are for it.
  package struct Claims: Hashable, Sendable {
    /// When the time begins in which it may be claimed: where the whole window ends.
    package let start: Instant
    /// The last instant at which it may be claimed; nil without a limit.
    package let deadline: Instant?
    /// When the window after it ends.
    package let nextEnd: Instant
    /// The names of the first ``incidentLimit`` incidents that count in it, by which claims may refer to it;
    /// each has at most 143 bytes.
    package let incidents: [String]
    /// How many incidents count in it.
    package let incidentCount: Int

    /// How many incidents are named.
    package static let incidentLimit = 200

    /// Claims within a time, for these incidents; the first of `count`, or all of them.
    package init(
      start: Instant,
      deadline: Instant?,
      nextEnd: Instant,
      incidents: [String],
      of count: Int? = nil
    ) {
      self.start = start
      self.deadline = deadline
      self.nextEnd = nextEnd
      self.incidents = Array(incidents.prefix(Self.incidentLimit))
      incidentCount = count ?? incidents.count
    }
  }

  /// A credit of these parts.
  package init(
    agreement: String,
    revision: Int,
    sha256: String,
    period: String,
    number: Int,
    sealed: Instant,
    name: String,
    window: Interval,
    currency: Currency,
    amounts: Amounts,
    isCovered: Bool,
    claims: Claims
  ) {
    self.agreement = agreement
    self.revision = revision
    self.sha256 = sha256
    self.period = period
    self.number = number
    self.sealed = sealed
    self.name = name
    self.window = window
    self.currency = currency
    self.amounts = amounts
    self.isCovered = isCovered
    self.claims = claims
  }

  /// Whether another revision of the report says the same of the same window.
  package func says(_ other: ComputedCredit) -> Bool {
    isOf(other) && revision == other.revision && amounts == other.amounts
      && isCovered == other.isCovered && claims == other.claims
  }

  /// Whether it is about the same window, or the part of one that begins then.
  package func isOf(_ other: ComputedCredit) -> Bool {
    agreement == other.agreement && name == other.name && window.start == other.window.start
  }

  /// The same where nothing is due any more, by revision `number` of the report.
  package func withdrawn(by number: Int, sealed: Instant) -> ComputedCredit {
    let none = Money(units: 0, currency)
    return ComputedCredit(
      agreement: agreement,
      revision: revision,
      sha256: sha256,
      period: period,
      number: number,
      sealed: sealed,
      name: name,
      window: window,
      currency: currency,
      amounts: Amounts(least: none, estimate: none, most: none, settled: none),
      isCovered: isCovered,
      claims: claims
    )
  }
}
