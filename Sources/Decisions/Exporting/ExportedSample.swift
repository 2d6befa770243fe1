import Chronology
package import Sampling

/// One sample as a line for other programs; what was never known is null in JSON and empty in a table.
///
/// Every text in it is of a closed alphabet, so that nothing needs quotes or escapes.
///
/// Format: docs/export.md.
package struct ExportedSample: Sendable {
  /// The columns of ``csv``.
  package static let columns =
    ["check", "at", "slot", "outcome", "cause", "status", "total_us"]
    + Phase.allCases.map { "\($0)_us" } + ["address", "flags"]

  private let sample: Sample
  private let check: CheckID

  /// A sample of a check.
  package init(_ sample: Sample, of check: CheckID) {
    self.sample = sample
    self.check = check
  }

  /// One JSON object, without a line end.
  package var json: String {
    let phases = Phase.allCases.map { "\"\($0)\":\(microseconds(of: $0) ?? "null")" }
    return "{\"check\":\"\(check)\",\"at\":\"\(sample.start)\",\"slot\":\"\(sample.due)\","
      + "\"outcome\":\"\(sample.outcome)\",\"cause\":\(quoted(sample.cause?.name)),"
      + "\"status\":\(status ?? "null"),\"total_us\":\(microseconds(of: nil) ?? "null"),"
      + "\"phases_us\":{\(phases.joined(separator: ","))},"
      + "\"address\":\(quoted(sample.address?.description)),"
      + "\"flags\":[\(flags.map { "\"\($0)\"" }.joined(separator: ","))]}"
  }

  /// One row of values under ``columns``, without a line end; the flags are separated by spaces.
  package var csv: String {
    let first = [
      check.description, sample.start.description, sample.due.description,
      sample.outcome.description, sample.cause?.name ?? "", status ?? "",
      microseconds(of: nil) ?? "",
    ]
    let phases = Phase.allCases.map { microseconds(of: $0) ?? "" }
    let last = [sample.address?.description ?? "", flags.joined(separator: " ")]
    return (first + phases + last).joined(separator: ",")
  }

  private var status: String? { sample.status == 0 ? nil : "\(sample.status)" }

  private var flags: [String] {
    SampleFlags.named.filter { sample.flags.contains($0.flag) }.map(\.name)
  }

  private func microseconds(of phase: Phase?) -> String? {
    sample.measuredTime(of: phase).map { "\($0.wholeMicroseconds)" }
  }

  private func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }
}

extension SampleFlags {
  /// The flags that tell something beside the sample's own fields, and their names.
  fileprivate static let named: [(flag: SampleFlags, name: String)] = [
    (.imported, "imported"), (.observerImpaired, "observer-impaired"),
    (.matchLimit, "match-limit"), (.clockUnsynchronized, "clock-unsynchronized"),
  ]
}
