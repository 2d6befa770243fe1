import Accounting
import Agreement
import Chronology
import Judging
import Sampling

extension Status {
  /// The status as one JSON object; keys end in their unit, as in a report.
  ///
  /// - Parameters:
  ///   - samples: How many samples the record has.
  ///   - isRecording: Whether somebody writes the record; nil where that is not known.
  package func json(samples: Int64, isRecording: Bool?) -> String {
    let object: JSONValue = .object([
      JSONMember("format", "constat.status/1"),
      JSONMember("time", .string(time.description)),
      JSONMember("recording", isRecording.map { .bool($0) } ?? .null),
      JSONMember("samples", .integer(samples)),
      JSONMember("checks", .array(checks.map(\.json))),
      JSONMember("objectives", .array(objectives.map(\.json))),
    ])
    return object.page
  }
}

extension CheckStatus {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("id", .string(definition.id.description)),
      JSONMember("method", .string(definition.method)),
      JSONMember("target", .string(definition.shownTarget)),
      JSONMember("state", .string(state.rawValue)),
      JSONMember("since", since.map { .string($0.description) } ?? .null),
      JSONMember("last_start", last.map { .string($0.start.description) } ?? .null),
      JSONMember("last_outcome", last.map { .string($0.outcome.description) } ?? .null),
      JSONMember("last_cause", last?.cause.map { .string($0.name) } ?? .null),
      JSONMember(
        "last_total_us",
        last?.measuredTime(of: nil).map { .integer($0.wholeMicroseconds) } ?? .null
      ),
      JSONMember(
        "certificate_end",
        certificate.map { .string($0.certificate.chainEnds.description) } ?? .null
      ),
      JSONMember(
        "certificate_issuer",
        certificate.map { .string($0.certificate.issuer.harmless) } ?? .null
      ),
      JSONMember("certificate_fault", certificate?.fault.map { .string($0.name) } ?? .null),
    ])
  }
}

extension ObjectiveStatus {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("agreement", .string(promise.agreement.id)),
      JSONMember("id", .string(promise.objective.id)),
      JSONMember("service", .string(promise.objective.service)),
      JSONMember(
        "target_\(promise.objective.goal.unit)",
        .string(promise.objective.goal.number)
      ),
      JSONMember(
        "estimate_\(promise.objective.goal.unit)",
        .measured(standing.estimate)
      ),
      JSONMember("coverage_percent", .percent(standing.coverage)),
      JSONMember("state", .string(standing.state.name)),
      JSONMember("state_reason", standing.reason.map { .string($0.name) } ?? .null),
      JSONMember("budget_gone", standing.exhaustion.map { .string($0.description) } ?? .null),
      JSONMember("budget_gone_by_trend", trend.map { .string($0.description) } ?? .null),
      JSONMember("verdict", .string(standing.verdict.rawValue)),
    ])
  }
}
