import Accounting
package import Agreement
package import Chronology
package import Sampling

/// Something that was put on record about a time that may have been reported on already: a declaration,
/// an import, what was observed outside, or a revision of the agreement.
package struct LateFact: Hashable, Sendable {
  /// When it was recorded.
  package let recorded: Instant
  /// An annotation's id; `import:` or `observations:` and the first 12 digits of the SHA-256 of a file;
  /// `revision:` and the number of one.
  package let id: String
  /// What was declared; nil for an import or a revision, and of observations.
  package let kind: Annotation.Kind?
  /// Who declared it; nil likewise.
  package let author: Annotation.Author?
  /// Why, or from which file.
  package let reason: String
  /// What it is about; of observations everything, by ``feed``.
  package let scope: Annotation.Scope
  /// The name of what was observed outside; nil of anything else.
  package let feed: String?
  /// The time that it is about; of what refers to something else that one's too.
  package let stretches: [Interval]
  /// From when a claim is about the window before, and when it was said: of one that names no incident, or
  /// of what refers to one; nil for anything else.
  private let claimed: Interval?
  /// The revision that was taken into the plan; nil for anything else.
  let revision: SealedReport.Part?
  /// Of observations what ``reason`` says, in French; nil of anything else.
  private var frenchReason: String?

  /// What was declared.
  ///
  /// - Parameter referred: The annotation that it refers to, if it does to one.
  /// - Returns: Nil for what changes no report: a hold, and its release.
  package init?(_ recorded: RecordedAnnotation, about referred: RecordedAnnotation?) {
    let annotation = recorded.annotation
    if annotation.kind == .hold || annotation.kind == .release { return nil }
    self.recorded = recorded.recorded
    id = recorded.id
    kind = annotation.kind
    author = annotation.author
    reason = annotation.reason
    scope = annotation.scope
    feed = nil
    var stretches = [annotation.interval]
    if let referred { stretches.append(referred.annotation.interval) }
    if let opened = LateFact.opening(of: annotation.reference) {
      stretches.append(Interval(opened, opened + .milliseconds(1)))
    }
    self.stretches = stretches
    claimed = [recorded, referred].compactMap(\.self).first { $0.annotation.isOpenClaim }
      .map { Interval($0.annotation.start, max($0.annotation.start, $0.said)) }
    revision = nil
  }

  /// Samples of `check` that came from a file, which was recorded at `recorded`.
  package init(
    importOf check: CheckID,
    from name: String,
    sha256: String,
    in interval: Interval,
    recorded: Instant
  ) {
    self.recorded = recorded
    id = "import:\(sha256.prefix(12))"
    kind = nil
    author = nil
    reason = "\(check): \(name)"
    scope = .check(check)
    feed = nil
    stretches = [interval]
    claimed = nil
    revision = nil
  }

  /// A revision of an agreement, which was recorded at `recorded` and is the latest in `held`.
  init(revision agreement: Agreement, in held: Interval, recorded: Instant) {
    self.recorded = recorded
    id = "revision:\(agreement.revision)"
    kind = nil
    author = nil
    reason = "\(agreement.effective), SHA-256 \(agreement.sha256.prefix(12))"
    scope = .agreement(agreement.id)
    feed = nil
    stretches = [held]
    claimed = nil
    revision = SealedReport.Part(revision: agreement.revision, sha256: agreement.sha256)
  }

  /// Observations that became durable at `recorded`.
  ///
  /// - Parameters:
  ///   - stretches: What they say something of, or said something else of before; none is empty.
  ///   - count: How many entries there are.
  ///   - corrected: How many of them took the place of others.
  package init(
    of observations: RecordedObservations,
    about stretches: [Interval],
    count: Int,
    corrected: Int,
    recorded: Instant
  ) {
    self.recorded = recorded
    id = "observations:\(Hexadecimal.text(Array(observations.hash.prefix(6))))"
    kind = nil
    author = observations.author
    let name = observations.feed.name
    let file = observations.file.isEmpty ? "" : ", \(observations.file)"
    reason = "\(name): \(count) (\(corrected) corrected), \(observations.source)\(file)"
    let many = corrected > 1 ? "corrigées" : "corrigée"
    frenchReason =
      "\(name)\u{A0}: \(count) (dont \(corrected) \(many)), \(observations.source)\(file)"
    scope = .all
    feed = observations.feed.name
    self.stretches = stretches
    claimed = nil
    revision = nil
  }

  /// What it is: an annotation's kind, `import`, `observations` or `revision`.
  package var word: String {
    if let kind { return kind.word }
    if feed != nil { return "observations" }
    return revision == nil ? "import" : "revision"
  }

  /// Why, or from which file, in the language of a report.
  func reason(in language: Language) -> String {
    language == .french ? frenchReason ?? reason : reason
  }

  /// Whether a report on the window `window` of `agreement` may say something else because of it.
  ///
  /// - Parameter claimsEnd: When the window after it ends, in which it may be claimed without being named.
  func concerns(_ agreement: Agreement, _ window: Interval, claimsEnd: Instant) -> Bool {
    if let feed {
      return agreement.services.contains { $0.observations?.name == feed }
        && stretches.contains { $0.overlaps(window) }
    }
    let isAbout =
      switch scope {
      case .all: true
      case .agreement(let id), .service(let id, _): id == agreement.id
      case .check(let check): agreement.services.contains { $0.checks.contains(check) }
      }
    if !isAbout { return false }
    let isClaimed =
      claimed.map { $0.start >= window.end && $0.start < claimsEnd && $0.end < claimsEnd } ?? false
    return isClaimed || stretches.contains { $0.overlaps(window) }
  }

  /// When the incident opened that a reference such as `acme/storefront/1774000000000` names.
  private static func opening(of reference: String) -> Instant? {
    let parts = reference.split(separator: "/")
    guard parts.count == 3, let milliseconds = Int64(parts[2]),
      (0..<4_600_000_000_000).contains(milliseconds)
    else { return nil }
    return Instant(milliseconds: milliseconds)
  }
}

extension Annotation {
  /// Whether it claims a credit, and names no incident.
  fileprivate var isOpenClaim: Bool { kind == .claim && reference.isEmpty }
}
