package import Agreement
import Sampling

/// What may be observed: what feeds a service, with a source.
package struct ObservationRules: Hashable, Sendable {
  private let feeds: [String: ObservationFeed]

  /// What is configured.
  package init(agreements: [Agreement]) {
    let all = agreements.flatMap { $0.services.compactMap(\.observations) }
    feeds = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The names that feed services, ascending.
  package var names: [String] { feeds.keys.sorted() }

  /// What is observed under a name.
  package func feed(_ name: String) throws(ObservationFault) -> ObservationFeed {
    guard let feed = feeds[name] else { throw .unknownName(name, known: names) }
    return feed
  }

  /// Holds the name of a source against the rules.
  package static func check(source: String) throws(ObservationFault) {
    if !isSource(source) { throw .source }
  }

  /// Whether a text can name a source: not empty, on one line, and not too long.
  static func isSource(_ text: String) -> Bool {
    !text.allSatisfy(\.isWhitespace) && text.utf8.count <= RecordedObservations.sourceLimit
      && text.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: true
        }
      }
  }
}

/// Why something can't be observed; the text says what to do.
package enum ObservationFault: Error, Hashable, Sendable {
  /// No service is fed by this name.
  case unknownName(String, known: [String])
  /// The name of the source is empty, too long, or has line breaks.
  case source
}

extension ObservationFault: CustomStringConvertible {
  /// What is wrong and what to do.
  package var description: String {
    switch self {
    case .unknownName(let name, let known):
      let names = known.prefix(20).joined(separator: ", ")
      let meant = Spelling.nearest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
      return "no service is fed by observations '\(name.harmless.prefix(80))'; there is "
        + (known.isEmpty ? "none: write observations: {counts: NAME} in a service" : names) + meant
    case .source:
      return
        "the source must be 1 to \(RecordedObservations.sourceLimit) bytes on one line: say with"
        + " --source who or what observed it"
    }
  }
}
