package import Chronology
package import Sampling

/// What somebody has declared about a stretch of time, as it stands on record: never changed, never
/// deleted.
///
/// It is a declaration, and no judgement: whether an exclusion holds is for the agreement to say.
package struct Annotation: Hashable, Sendable {
  /// How many bytes a reason may have.
  package static let reasonLimit = 4_096
  /// How many bytes the name of what it refers to may have: an incident's is the longest.
  package static let referenceLimit = 256

  /// What is declared.
  package var kind: Kind
  /// What it is about.
  package var scope: Scope
  /// When what is declared begins, or happened.
  package var start: Instant
  /// When it ends; nil for what happens at once, or has no end yet.
  package var end: Instant?
  /// When the other party was told, as the author says; nil if the author doesn't say.
  package var noticed: Instant?
  /// In whose name it is declared.
  package var author: Author
  /// Why, in the author's words; not empty, without control characters.
  package var reason: String
  /// The annotation or the incident that it refers to; empty for none.
  package var reference: String

  /// A declaration of these parts.
  package init(
    kind: Kind,
    scope: Scope,
    start: Instant,
    end: Instant? = nil,
    noticed: Instant? = nil,
    author: Author,
    reason: String,
    reference: String = ""
  ) {
    self.kind = kind
    self.scope = scope
    self.start = start
    self.end = end
    self.noticed = noticed
    self.author = author
    self.reason = reason
    self.reference = reference
  }

  /// The time that it is about: an end that isn't there is the end of time; what happens at once has
  /// a nanosecond.
  package var interval: Interval {
    let latest = Instant(nanoseconds: 1 << 62 - 1)
    if let end { return Interval(start, end) }
    return Interval(start, kind.lasts ? latest : start + TimeAmount(nanoseconds: 1))
  }

  /// Whether some of its time is in `stretch`.
  package func touches(_ stretch: Interval) -> Bool { interval.overlaps(stretch) }
}

extension Annotation {
  /// In whose name something is declared.
  package enum Author: UInt8, CaseIterable, Hashable, Sendable {
    /// Who promises.
    case provider = 1
    /// Who pays for it.
    case customer = 2
    /// Who measures, if that is neither.
    case measurer = 3
    /// Who settles what the parties can't.
    case arbiter = 4

    /// As users write it.
    package var word: String { "\(self)" }
  }

  /// What an annotation is about.
  package enum Scope: Hashable, Sendable {
    /// Everything that is measured.
    case all
    /// An agreement, by its id.
    case agreement(String)
    /// A service of an agreement, by their ids.
    case service(agreement: String, service: String)
    /// A check.
    case check(CheckID)
  }

  /// What is declared.
  ///
  /// The numbers are those in the record; none is ever given a second meaning.
  package enum Kind: UInt8, CaseIterable, Hashable, Sendable {
    /// Work that was planned.
    case maintenance = 1
    /// What no party answers for.
    case forceMajeure = 2
    /// A fault of the customer's.
    case customerFault = 3
    /// The service was suspended by right, such as for an unpaid bill.
    case suspension = 4
    /// The measurement was wrong, and how.
    case correction = 5
    /// Anything else that is worth knowing.
    case note = 6
    /// A ticket was opened with the provider.
    case ticket = 7
    /// The provider has begun to work on it.
    case acknowledge = 8
    /// A party agrees to a declaration of the other.
    case accept = 9
    /// A party doesn't.
    case dispute = 10
    /// A credit is claimed.
    case claim = 11
    /// The record of this time must not expire.
    case hold = 12
    /// It may again.
    case release = 13

    /// As users write it: `force-majeure`.
    package var word: String {
      switch self {
      case .forceMajeure: "force-majeure"
      case .customerFault: "customer-fault"
      default: "\(self)"
      }
    }

    /// Whether it is about a stretch of time; if not, it happened at one instant.
    package var lasts: Bool {
      switch self {
      case .maintenance, .forceMajeure, .customerFault, .suspension, .correction, .note, .hold: true
      case .ticket, .acknowledge, .accept, .dispute, .claim, .release: false
      }
    }

    /// Whether figures may depend on it.
    package var isJudged: Bool {
      switch self {
      case .correction, .note, .claim, .hold, .release: false
      default: true
      }
    }

    /// Whether it must say when it ends: what is planned, or over when it is declared.
    package var mustEnd: Bool { self == .maintenance || self == .correction }

    /// Whether it must name what it refers to.
    package var mustRefer: Bool {
      self == .acknowledge || self == .accept || self == .dispute || self == .release
    }
  }
}

extension Annotation.Scope: CustomStringConvertible {
  /// As people are told it: `everything`, `agreement shop`, `service shop/front`, `check web`.
  package var description: String {
    switch self {
    case .all: "everything"
    case .agreement(let id): "agreement \(id)"
    case .service(let agreement, let service): "service \(agreement)/\(service)"
    case .check(let id): "check \(id)"
    }
  }
}

/// An annotation with its place in the record.
package struct RecordedAnnotation: Hashable, Sendable {
  /// How it is referred to: 12 hexadecimal digits that follow from everything else.
  package var id: String
  /// When it was recorded, in log time, by whoever writes the store.
  package var recorded: Instant
  /// What was declared.
  package var annotation: Annotation

  /// An annotation that was recorded at `recorded`.
  package init(id: String, recorded: Instant, annotation: Annotation) {
    self.id = id
    self.recorded = recorded
    self.annotation = annotation
  }

  /// How long after its beginning it was recorded; nil if that was before.
  package var lateness: TimeAmount? {
    recorded > annotation.start ? recorded - annotation.start : nil
  }

  /// How long after its beginning the other party was told; nil if that was before, or isn't said.
  package var noticeLateness: TimeAmount? {
    guard let noticed = annotation.noticed, noticed > annotation.start else { return nil }
    return noticed - annotation.start
  }
}
