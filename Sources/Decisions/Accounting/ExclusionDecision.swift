package import Agreement
package import Chronology

/// What the agreement says to one stretch of time that somebody wants excluded.
package struct ExclusionDecision: Hashable, Sendable {
  /// Where the wish comes from.
  package enum Origin: Hashable, Sendable {
    /// Somebody declared it.
    case declared(RecordedAnnotation)
    /// Work that recurs, agreed in advance.
    case recurring
  }

  /// How it stands.
  package enum Status: Hashable, Sendable {
    /// It is excluded, but for what is over the cap.
    case accepted
    /// Who must accept it hasn't yet.
    case claimed
    /// A party says that it is not so.
    case disputed
    /// It is not excluded.
    case rejected(ExclusionRefusal)
  }

  /// Where it comes from.
  package let origin: Origin
  /// What is declared.
  package let kind: Annotation.Kind
  /// The time that it is about; whole milliseconds.
  package let interval: Interval
  /// When notice was given: as its author says or, if nobody says, when it was recorded; nil where
  /// none is asked for.
  package let noticed: Instant?
  /// Whether ``noticed`` is the time of recording, because nobody says another.
  package let isNoticeAssumed: Bool
  /// How excluded time counts.
  package let mode: ExclusionMode
  /// The word of a party that made it stand so; nil if none was needed, or none was said.
  package internal(set) var word: RecordedAnnotation?
  /// How it stands.
  package internal(set) var status: Status
  /// What of it is excluded if it is accepted, and would be if it is claimed or disputed.
  package internal(set) var excluded = IntervalSet()
  /// What of it is over the cap, and counts.
  package internal(set) var excess = IntervalSet()

  /// Whether it may still hold: it is not rejected.
  package var isPossible: Bool {
    if case .rejected = status { false } else { true }
  }
}

/// Why time is not excluded.
package enum ExclusionRefusal: String, CaseIterable, Hashable, Sendable {
  /// The agreement has no clause for it.
  case noClause = "no-clause"
  /// The agreement lets others declare it.
  case notYours = "not-yours-to-declare"
  /// It is about one check of a service that rests on several: it is to be declared of the service.
  case partOfService = "part-of-service"
  /// Who declared it took it back.
  case withdrawn
  /// The arbiter refused it.
  case refusedByArbiter = "refused-by-arbiter"
  /// Notice was given later than the agreement asks.
  case noticeShort = "notice-short"
  /// It is longer than one may be.
  case tooLong = "too-long"
  /// It is not wholly in the hours in which it may be.
  case outsideHours = "outside-hours"
  /// The cap was used up before it began.
  case overCap = "over-cap"
}
