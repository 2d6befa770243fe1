package import Agreement
package import Chronology
package import Sampling

/// Something that was put on record about a time that may have been reported on already: a declaration,
/// an import, or what was observed outside.
package struct LateFact: Hashable, Sendable {
  /// When it was recorded.
  package let recorded: Instant
  /// An annotation's id; `import:` or `observations:` and the first 12 digits of the SHA-256 of a file.
  package let id: String
  /// What was declared; nil for an import, and of observations.
  package let kind: Annotation.Kind?
  /// Who declared it; nil for an import.
  package let author: Annotation.Author?
  /// Why, or from which file.
  package let reason: String
  /// What it is about; of observations everything, by ``feed``.
  package let scope: Annotation.Scope
  /// The name of what was observed outside; nil of anything else.
  package let feed: String?
  /// The time that it is about; of what refers to something else that one's too.
  package let stretches: [Interval]

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
    let file = observations.file.isEmpty ? "" : ", \(observations.file)"
    reason =
      "\(observations.feed.name): \(count) (\(corrected) corrected), \(observations.source)\(file)"
    scope = .all
    feed = observations.feed.name
    self.stretches = stretches
  }

  /// What it is: an annotation's kind, `import` or `observations`.
  package var word: String { kind?.word ?? (feed == nil ? "import" : "observations") }

  /// Whether a report on the window `window` of `agreement` may say something else because of it.
  func concerns(_ agreement: Agreement, _ window: Interval) -> Bool {
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
    return isAbout && stretches.contains { $0.overlaps(window) }
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
