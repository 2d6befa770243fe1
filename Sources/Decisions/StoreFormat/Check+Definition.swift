import Chronology
package import Sampling

extension Check {
  /// What the record keeps of this check.
  ///
  /// Values of a query are not in it, because a record is handed to others; two addresses that differ
  /// in nothing else have different definitions all the same, by the SHA-256 of the whole address.
  package var definition: CheckDefinition {
    CheckDefinition(
      id: id,
      method: probe.method,
      target: WebAddress.masked(probe.target),
      interval: interval,
      timeout: timeout,
      confirmation: confirmation,
      rules: rules
    )
  }

  /// The expectations and limits, one a line, in a fixed order.
  private var rules: String {
    var lines: [String] = []
    if case .http(let probe) = probe {
      if probe.address.hasQuery {
        let address = Array(probe.address.description.utf8)
        lines.append("address sha256 " + Hexadecimal.text(SHA256.hash(address)))
      }
      let ranges = probe.expectation.status.ranges
      lines.append(
        "status " + ranges.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
      )
      lines += probe.expectation.headers.map { "header \($0.name) \($0.rule.canonical)" }.sorted()
      if let body = probe.expectation.body { lines.append("body \(body.canonical)") }
    }
    for phase in Phase.allCases {
      if let limit = degraded.limits[phase] {
        lines.append("degraded \(phase) \(limit.nanoseconds)")
      }
    }
    if let total = degraded.total { lines.append("degraded total \(total.nanoseconds)") }
    return lines.joined(separator: "\n")
  }
}

extension TextRule {
  /// The rule with its text's length in front, so that no text can pose as two rules.
  fileprivate var canonical: String {
    switch self {
    case .equal(let text): "= \(text.utf8.count):\(text)"
    case .matches(let pattern): "~ \(pattern.utf8.count):\(pattern)"
    case .doesNotMatch(let pattern): "!~ \(pattern.utf8.count):\(pattern)"
    }
  }
}
