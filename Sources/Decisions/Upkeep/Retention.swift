package import Chronology

/// How long a store keeps what, and how large it may become before that is said.
///
/// What is older goes by whole files. Size deletes nothing: a store that is too large for its limit
/// keeps all that is not old enough, and says so.
package struct Retention: Hashable, Sendable {
  /// How long samples must be kept for sure to be summed up: a day's rollups are made when the first
  /// hour of the next one is sealed, or somewhat later.
  package static let leastSummedUp = TimeAmount.days(2)

  /// How long samples are kept after they were recorded; nil is for ever.
  package var samples: TimeAmount?
  /// How long the rollups by hour are kept after their day; nil is for ever.
  package var hours: TimeAmount?
  /// How long the rollups by day are kept after their day; nil is for ever.
  package var days: TimeAmount?
  /// How many bytes the store may have; nil is as many as the disk takes.
  package var sizeLimit: Int64?

  /// Limits of these parts; without any, everything is kept for ever.
  package init(
    samples: TimeAmount? = nil,
    hours: TimeAmount? = nil,
    days: TimeAmount? = nil,
    sizeLimit: Int64? = nil
  ) {
    self.samples = samples
    self.hours = hours
    self.days = days
    self.sizeLimit = sizeLimit
  }

  /// How long files of a tier are kept; nil is for ever.
  package func age(of tier: KeptFile.Tier) -> TimeAmount? {
    switch tier {
    case .samples: samples
    case .hours: hours
    case .days: days
    }
  }
}

/// A file that is deleted when it is old enough.
package struct KeptFile: Hashable, Sendable {
  /// What kind of file.
  package enum Tier: CaseIterable, Hashable, Sendable {
    /// A segment of samples.
    case samples
    /// The rollup of a day by hours.
    case hours
    /// The rollup of a day.
    case days
  }

  /// What kind of file.
  package let tier: Tier
  /// Its name in its folder.
  package let name: String
  /// When what it holds was recorded; of a rollup its day.
  package let interval: Interval

  /// A file of these parts.
  package init(tier: Tier, name: String, interval: Interval) {
    self.tier = tier
    self.name = name
    self.interval = interval
  }
}

extension Retention {
  /// What is to be deleted now.
  ///
  /// - Parameters:
  ///   - files: All that there are, those of each tier ascending by time.
  ///   - limit: How many at most; the rest goes at the next look.
  ///   - isHeld: Whether somebody has asked for a file to be kept, whatever its age: a period in
  ///     dispute. It is asked only of files that are old enough.
  /// - Returns: The oldest of each tier, samples first. Of samples nothing is taken behind one that is
  ///   young enough.
  package func expired(
    among files: some Sequence<KeptFile>,
    at now: Instant,
    limit: Int,
    isHeld: (KeptFile) -> Bool = { _ in false }
  ) -> [KeptFile] {
    var expired: [KeptFile] = []
    var closed: Set<KeptFile.Tier> = []
    for file in files where !closed.contains(file.tier) {
      if expired.count == limit { break }
      guard let age = age(of: file.tier), file.interval.end <= now - age else {
        closed.insert(file.tier)
        continue
      }
      if !isHeld(file) { expired.append(file) }
    }
    return expired
  }
}
