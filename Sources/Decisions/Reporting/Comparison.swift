import Accounting
import Agreement
package import Chronology
import Judging
package import Sampling

/// Two reports on the same record side by side: by the rules that were agreed, and by others.
package struct Comparison: Sendable {
  /// By what was agreed.
  let agreed: Report
  /// By the other rules.
  let whatIf: Report
  /// The other rules, as they were asked for.
  let policy: [String]
  /// Of another interval, how long after each length of it the samples were due that were kept.
  let offsets: [(check: CheckID, offset: TimeAmount)]
  /// The same of the later parts of a divided period, by date.
  package var parts: [Comparison] = []

  /// A comparison of two reports on the same period.
  package init(
    _ agreed: Report,
    _ whatIf: Report,
    policy: [String],
    offsets: [(check: CheckID, offset: TimeAmount)]
  ) {
    self.agreed = agreed
    self.whatIf = whatIf
    self.policy = policy
    self.offsets = offsets.sorted { $0.check < $1.check }
  }

  /// The comparison as JSON, format `constat.replay/1`.
  ///
  /// docs/explain.md explains it.
  package var json: String {
    JSONValue.object([JSONMember("format", "constat.replay/1")] + members).page
  }

  private var members: [JSONMember] {
    let revision: JSONValue = [
      "id": .string(agreed.agreement.id),
      "revision": .integer(agreed.agreement.revision),
      "sha256": .string(agreed.agreement.sha256),
    ]
    let window: JSONValue = [
      "name": .string(agreed.name),
      "start": .string(agreed.window.start.description),
      "end": .string(agreed.window.end.description),
      "closed": .bool(agreed.isClosed),
    ]
    let offsets = offsets.map { check, offset -> JSONValue in
      ["check": .string(check.description), "offset_us": .integer(offset.wholeMicroseconds)]
    }
    let objectives = zip(agreed.results, whatIf.results).map { before, after -> JSONValue in
      [
        "id": .string(before.objective.id),
        "service": .string(before.objective.service),
        "kind": .string(before.objective.indicator.name),
        "agreed": json(of: before, in: agreed),
        "what_if": json(of: after, in: whatIf),
      ]
    }
    let own = [
      JSONMember("contractual", .bool(false)), JSONMember("agreement", revision),
      JSONMember("window", window), JSONMember("policy", .array(policy.map { .string($0) })),
      JSONMember("offsets", .array(offsets)), JSONMember("objectives", .array(objectives)),
    ]
    return parts.isEmpty
      ? own : own + [JSONMember("parts", .array(parts.map { .object($0.members) }))]
  }

  private func json(of result: ObjectiveResult, in report: Report) -> JSONValue {
    let standing = result.standing
    let unit = result.objective.goal.unit
    return .object(
      [
        JSONMember("target", .string(result.objective.goal.number)),
        JSONMember("verdict", .string(result.verdict.rawValue)),
        JSONMember("low_\(unit)", .measured(standing.low)),
        JSONMember("estimate_\(unit)", .measured(standing.estimate)),
        JSONMember("high_\(unit)", .measured(standing.high)),
      ] + (standing.observed == nil ? timeMembers(of: result, in: report) : result.observedMembers)
        + report.creditMembers(of: result)
    )
  }

  private func timeMembers(of result: ObjectiveResult, in report: Report) -> [JSONMember] {
    [
      JSONMember("time_ms", .object(result.standing.time.members)),
      JSONMember("incidents", .integer(report.incidents(of: result).count)),
    ]
  }

  /// The comparison as text in the report's language, each line with a line break at its end.
  package func text(ink: Ink = .plain) -> String {
    ComparisonText(self, ink: ink).lines.map { "\($0)\n" }.joined()
  }
}

extension Report {
  /// The confirmed incidents of the service that a result is about.
  func incidents(of result: ObjectiveResult) -> [ReportedIncident] {
    incidents.filter { $0.service == result.objective.service }
  }
}
