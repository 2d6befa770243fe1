package import Agreement
package import Chronology
package import Sampling

/// What may be declared: about what there is, at times that can be, with a reason.
///
/// The command that asks and the daemon that records both hold a declaration against it, because who
/// may write into the inbox may write anything.
package struct AnnotationRules: Hashable, Sendable {
  /// The services of each agreement.
  private let services: [String: [String]]
  private let checks: Set<CheckID>

  /// The latest instant that a record can hold, in the year 2116.
  private static let latest = Instant(nanoseconds: 1 << 62 - 1)

  /// What is configured.
  package init(agreements: [Agreement], checks: some Sequence<CheckID>) {
    var services: [String: [String]] = [:]
    for agreement in agreements {
      let known = services[agreement.id] ?? []
      services[agreement.id] =
        known + agreement.services.map(\.id).filter { !known.contains($0) }
    }
    self.services = services
    self.checks = Set(checks)
  }

  /// The service that a user means by `SERVICE` or `AGREEMENT/SERVICE`.
  package func service(_ text: String) throws(AnnotationFault) -> Annotation.Scope {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let known = serviceNames
    let found = known.filter { parts.count == 1 ? $0.hasSuffix("/" + text) : $0 == text }
    if found.count > 1 { throw .ambiguousService(text, among: found) }
    guard let name = found.first?.split(separator: "/").map(String.init), name.count == 2 else {
      throw .unknownService(text, known: known)
    }
    return .service(agreement: name[0], service: name[1])
  }

  private var serviceNames: [String] {
    services.flatMap { agreement, services in services.map { "\(agreement)/\($0)" } }.sorted()
  }

  /// Holds a declaration against what there is, and against what was declared before.
  ///
  /// - Parameters:
  ///   - recorded: What was declared before.
  ///   - now: When it is declared.
  package func check(
    _ annotation: Annotation,
    after recorded: [RecordedAnnotation],
    at now: Instant
  ) throws(AnnotationFault) {
    try check(annotation, at: now)
    try checkReference(annotation, recorded)
  }

  /// Holds a declaration against what there is, as far as that can be told without the record.
  package func check(_ annotation: Annotation, at now: Instant) throws(AnnotationFault) {
    try checkScope(annotation.scope)
    try checkTimes(annotation, now)
    try checkReason(annotation.reason)
    if annotation.kind.mustRefer, annotation.reference.isEmpty {
      throw .referenceMissing(annotation.kind)
    }
  }

  private func checkScope(_ scope: Annotation.Scope) throws(AnnotationFault) {
    switch scope {
    case .all: break
    case .agreement(let id):
      if services[id] == nil { throw .unknownAgreement(id, known: services.keys.sorted()) }
    case .service(let agreement, let service): _ = try self.service("\(agreement)/\(service)")
    case .check(let id):
      if !checks.contains(id) {
        throw .unknownCheck("\(id)", known: checks.sorted().map(\.description))
      }
    }
  }

  private func checkTimes(
    _ annotation: Annotation,
    _ now: Instant
  ) throws(AnnotationFault) {
    let times = [annotation.start, annotation.end, annotation.noticed].compactMap(\.self)
    for time in times where time.nanoseconds < 0 || time > Self.latest { throw .time(time) }
    if let end = annotation.end {
      if !annotation.kind.lasts { throw .endUnwanted(annotation.kind) }
      if end <= annotation.start { throw .endBeforeStart(annotation.start, end) }
    } else if annotation.kind.mustEnd {
      throw .endMissing(annotation.kind)
    }
    if !annotation.kind.lasts, annotation.start > now { throw .toCome("--from", annotation.start) }
    if let noticed = annotation.noticed, noticed > now { throw .toCome("--noticed", noticed) }
  }

  private func checkReason(_ reason: String) throws(AnnotationFault) {
    if reason.unicodeScalars.allSatisfy(Self.isInvisible) { throw .reasonEmpty }
    if reason.utf8.count > Annotation.reasonLimit { throw .reasonTooLong(reason.utf8.count) }
    if reason.unicodeScalars.contains(where: Self.isBreak) { throw .reasonBroken }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
  }

  /// Whether a character breaks a line or turns its direction, or stands for bytes that were no text.
  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default:
      // The embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX #9).
      (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        || scalar.value == 0xFFFD
    }
  }

  private func checkReference(
    _ annotation: Annotation,
    _ recorded: [RecordedAnnotation]
  ) throws(AnnotationFault) {
    let reference = annotation.reference
    if reference.isEmpty { return }
    let found = recorded.first { $0.id == reference }
    if annotation.kind == .release {
      guard let found, found.annotation.kind == .hold else { throw .noHold(reference) }
      let releases = recorded.filter { $0.annotation.kind == .release }
      if let release = releases.first(where: { $0.annotation.reference == reference }) {
        throw .releasedBefore(reference, release.recorded)
      }
    } else if found == nil, !isIncident(reference) {
      throw .unknownReference(reference)
    }
  }

  /// Whether a text can be the name of an incident of a service that is configured.
  private func isIncident(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, (1...16).contains(parts[2].utf8.count),
      parts[2].utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return false }
    return services[parts[0]]?.contains(parts[1]) ?? false
  }
}
