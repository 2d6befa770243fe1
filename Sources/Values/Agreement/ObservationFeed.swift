/// What feeds a service from outside, because no probe sees it: a name, and what is observed.
package struct ObservationFeed: Hashable, Sendable {
  /// The name by which observations are given: 1 to 64 of `a`–`z`, `0`–`9` and `-`.
  package let name: String
  /// What each observation is.
  package let kind: Kind

  /// A feed of this name.
  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// What an observation is.
  ///
  /// The numbers are those in the record; none is ever given a second meaning.
  package enum Kind: UInt8, CaseIterable, Hashable, Sendable {
    /// How many cases of a stretch of time were valid, and how many of them good.
    case counts = 1
    /// When one case began, and how long it took.
    case durations = 2

    /// As users write it.
    package var word: String { "\(self)" }
  }
}

extension ObservationFeed: CustomStringConvertible {
  /// As users write it: `counts first-contact`.
  package var description: String { "\(kind.word) \(name)" }
}
