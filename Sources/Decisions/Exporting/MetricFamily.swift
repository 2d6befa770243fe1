import Chronology
package import Sampling

/// One family of metrics that samples are written as; each has one value a sample at most.
///
/// The format wants the values of a family together, and in them those of a check: who writes it reads
/// the record once for each of them. Where two samples of a check would have one timestamp or go back,
/// that is what the record has.
///
/// Source: OpenMetrics 1.0.0, "Text format".
package struct MetricFamily: Hashable, Sendable {
  /// The families, in the order in which they are written.
  package static let all: [MetricFamily] =
    [MetricFamily(kind: .success), MetricFamily(kind: .status), MetricFamily(kind: .duration(nil))]
    + Phase.allCases.map { MetricFamily(kind: .duration($0)) }

  /// What ends the text.
  package static let end = "# EOF\n"

  private enum Kind: Hashable, Sendable {
    case success
    case status
    case duration(Phase?)
  }

  private let kind: Kind

  /// The metric's name.
  package var name: String {
    switch kind {
    case .success: "constat_probe_success"
    case .status: "constat_probe_status_code"
    case .duration(nil): "constat_probe_duration_seconds"
    case .duration(let phase?): "constat_probe_\(phase)_duration_seconds"
    }
  }

  /// The lines before the first value.
  package var head: String {
    let isTime =
      if case .duration = kind { true } else { false }
    return "# TYPE \(name) gauge\n" + (isTime ? "# UNIT \(name) seconds\n" : "")
      + "# HELP \(name) \(help)\n"
  }

  private var help: String {
    switch kind {
    case .success: "1 if the attempt was up or degraded, 0 if it was down; void attempts have none."
    case .status: "The protocol's status of the answer."
    case .duration(nil): "How long the whole attempt took."
    case .duration(let phase?): "How long its phase \(phase) took."
    }
  }

  /// A sample's value and timestamp as a line; nil where it has none.
  package func line(_ sample: Sample, of check: CheckID) -> String? {
    guard let value = value(sample) else { return nil }
    let time = decimal(sample.start.nanoseconds, digits: 9)
    return "\(name){check=\"\(check)\"} \(value) \(time)\n"
  }

  private func value(_ sample: Sample) -> String? {
    switch kind {
    case .success:
      switch sample.outcome {
      case .up, .degraded: "1"
      case .down: "0"
      case .void: nil
      }
    case .status: sample.status == 0 ? nil : "\(sample.status)"
    case .duration(let phase):
      sample.measuredTime(of: phase).map { decimal($0.wholeMicroseconds, digits: 6) }
    }
  }

  /// `units` of 10^-`digits`, exactly, without zeros at the end.
  private func decimal(_ units: Int64, digits: Int) -> String {
    let text = String(units)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    var fraction = padded.suffix(digits)
    while fraction.last == "0" { fraction.removeLast() }
    return padded.dropLast(digits) + (fraction.isEmpty ? "" : "." + fraction)
  }
}
