package import Sampling

/// When a service is available, as an expression over the timelines of checks.
///
/// Timelines are combined, each instant by itself, in three values: up, down, unknown (Kleene's strong
/// logic). Percentages are never multiplied.
package indirect enum Composition: Hashable, Sendable {
  /// When this check is.
  case check(CheckID)
  /// When all parts are: down if any is, else unknown if any is.
  case all([Composition])
  /// When any part is: up if any is, else unknown if any is.
  case any([Composition])
  /// When at least so many parts are.
  case atLeast(Int, [Composition])
  /// In proportion: the share of the weight of the parts that are; only at the top of an expression,
  /// and never an incident by itself while some part is up.
  case weighted([WeightedPart])

  /// The checks that it names, each once, in the order of their first mention.
  package var checks: [CheckID] {
    var found: [CheckID] = []
    var seen: Set<CheckID> = []
    for check in mentions where seen.insert(check).inserted { found.append(check) }
    return found
  }

  private var mentions: [CheckID] {
    switch self {
    case .check(let check): [check]
    case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.flatMap(\.mentions)
    case .weighted(let parts): parts.flatMap(\.part.mentions)
    }
  }

  /// The check whose timeline is the service's; nil for an expression of several.
  package var single: CheckID? {
    if case .check(let check) = self { check } else { nil }
  }
}

/// A part of a service with its weight.
package struct WeightedPart: Hashable, Sendable {
  /// How much it counts against the others: 1 to 1,000.
  package let weight: Int64
  /// What it is.
  package let part: Composition

  /// A part of this weight.
  package init(weight: Int64, _ part: Composition) {
    self.weight = weight
    self.part = part
  }
}

extension Composition: CustomStringConvertible {
  /// As users write it: `all(api, any(www-1, www-2), 2 of (dns-1, dns-2, dns-3))`.
  package var description: String {
    func list(_ parts: [Composition]) -> String {
      parts.map(\.description).joined(separator: ", ")
    }
    switch self {
    case .check(let check): return check.description
    case .all(let parts): return "all(\(list(parts)))"
    case .any(let parts): return "any(\(list(parts)))"
    case .atLeast(let count, let parts): return "\(count) of (\(list(parts)))"
    case .weighted(let parts):
      let texts = parts.map { "\($0.weight) \($0.part)" }
      return "weighted(\(texts.joined(separator: ", ")))"
    }
  }
}
