import Accounting
import Agreement
import Chronology
import Judging
import Sampling

/// The objectives of a report as CSV, one row each, with units in the names of columns.
///
/// Columns are only ever added, at the end. Source: RFC 4180.
struct CSVReport {
  /// A column and its value in one row.
  struct Column {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  let report: Report

  /// The columns of a result, in their order; an empty value is one that the objective hasn't.
  func columns(of result: ObjectiveResult) -> [Column] {
    let objective = result.objective
    let isOpen = !result.standing.isClosed && report.hasBegun
    let window = result.standing.window
    let head = [
      Column("agreement", report.agreement.id), Column("revision", "\(report.agreement.revision)"),
      Column("sha256", report.agreement.sha256), Column("period", report.name),
      Column("window_start", "\(window.start)"), Column("window_end", "\(window.end)"),
      Column("closed", "\(result.standing.isClosed)"), Column("service", objective.service),
      Column("objective", objective.id), Column("kind", objective.indicator.name),
      Column("verdict", result.verdict.rawValue), Column("state", isOpen ? result.state.name : ""),
    ]
    return head + measured(of: result) + amounts(of: result) + time(of: result)
      + percentile(of: result) + observed(of: result) + certificate(of: result)
      + clocks(of: result) + clock
  }

  /// How exact the times are, the same in each row; nothing where the record says nothing of it.
  private var clock: [Column] {
    let clock = report.clock.flatMap { $0.readings > 0 ? $0 : nil }
    return [
      Column(
        "clock_uncertainty_us",
        clock?.uncertainty.map { "\($0.wholeMicroseconds)" } ?? ""
      ),
      Column(
        "clock_unsynchronized_ms",
        clock.map { "\($0.unsynchronized.wholeMilliseconds)" } ?? ""
      ),
      Column("clock_steps", clock.map { "\($0.steps)" } ?? ""),
    ]
  }

  /// Target and bounds, in the columns of the goal's unit.
  private func measured(of result: ObjectiveResult) -> [Column] {
    let goal = result.objective.goal
    let standing = result.standing
    return ["percent", "ms", "count"].flatMap { unit -> [Column] in
      let isOwn = goal.unit == unit
      func text(_ measured: Measured) -> String {
        if case .share(let share) = measured, share.whole == 0 { return "" }
        return isOwn ? measured.number(decimals: 6) : ""
      }
      return [
        Column("target_\(unit)", isOwn ? goal.number : ""),
        Column("low_\(unit)", text(standing.low)),
        // Below the least coverage it is no figure that could be claimed.
        Column("estimate_\(unit)", standing.isClaimable ? text(standing.estimate) : ""),
        Column("high_\(unit)", text(standing.high)),
      ]
    }
  }

  /// The budget in the columns of its unit, and the coverage.
  private func amounts(of result: ObjectiveResult) -> [Column] {
    let standing = result.standing
    let own = result.objective.indicator.budgetUnit
    let units: [Indicator.BudgetUnit] = [.time, .samples, .slots, .incidents]
    let budgets = units.flatMap { unit -> [Column] in
      let values = [standing.budget.amount, standing.spent.estimate].map { "\($0)" }
      return [
        Column("budget_\(unit.rawValue)", unit == own ? values[0] : ""),
        Column("spent_\(unit.rawValue)", unit == own ? values[1] : ""),
      ]
    }
    let coverage = standing.coverage
    return budgets + [
      Column("coverage_percent", coverage.whole > 0 ? coverage.percent(decimals: 6) : "")
    ]
  }

  /// How time divides, or what was counted.
  private func time(of result: ObjectiveResult) -> [Column] {
    let counted = result.standing.latencies
    let isOfTime = counted == nil && result.standing.observed == nil
    let time = isOfTime ? result.standing.time : nil
    func text(_ number: Int64?) -> String { number.map { "\($0)" } ?? "" }
    return [
      Column("service_ms", text(time?.service)), Column("excluded_ms", text(time?.excluded)),
      Column("eligible_ms", text(time?.elapsed)), Column("up_ms", text(time?.up)),
      Column("down_ms", text(time?.estimate)), Column("down_low_ms", text(time?.low)),
      Column("down_high_ms", text(time?.high)), Column("unknown_ms", text(time?.unknown)),
      Column("valid_samples", text(counted?.valid)), Column("good_samples", text(counted?.good)),
      Column("bad_samples", text(counted?.bad)), Column("missing_samples", text(counted?.missing)),
      Column("unmeasured_samples", text(counted?.unmeasured)),
    ]
  }

  /// The value of a percentile; no value of one that is a failure.
  private func percentile(of result: ObjectiveResult) -> [Column] {
    let figure = result.percentile
    var value = ""
    switch figure?.value {
    case .value(let microseconds): value = "\(microseconds)"
    case .failed: value = "failed"
    case nil: break
    }
    return [
      Column("value_us", value), Column("failed_samples", figure.map { "\($0.failed)" } ?? ""),
      Column("estimable", figure.map { "\($0.isEstimable)" } ?? ""),
    ]
  }

  /// What was observed outside, and who says so.
  private func observed(of result: ObjectiveResult) -> [Column] {
    let tally = result.standing.observed
    func text(_ number: Int64?) -> String { number.map { "\($0)" } ?? "" }
    return [
      Column("budget_cases", text(tally.map { _ in result.standing.budget.amount })),
      Column("spent_cases", text(tally.map { _ in result.standing.spent.estimate })),
      Column("valid_cases", text(tally?.valid)), Column("good_cases", text(tally?.good)),
      Column("entries", text(tally?.entries)),
      Column("corrected_entries", text(tally?.corrected)),
      Column("sources", CSVReport.foreign(tally?.sources.joined(separator: "; ") ?? "")),
      Column("last_recorded", tally?.lastRecorded?.description ?? ""),
      Column("percentile_ms", text(result.observedPercentile?.wholeMilliseconds)),
    ]
  }

  /// The certificate that ends first.
  private func certificate(of result: ObjectiveResult) -> [Column] {
    let certificates = result.certificates.compactMap(\.served?.certificate)
    let first = certificates.min { $0.chainEnds < $1.chainEnds }
    return [
      Column("certificate_end", first.map { "\($0.chainEnds)" } ?? ""),
      Column("certificate_issuer", CSVReport.foreign(first?.issuer ?? "")),
    ]
  }

  /// How many incidents were in time, late, and open with time left, by the estimate.
  private func clocks(of result: ObjectiveResult) -> [Column] {
    let incidents = report.clocks(of: result.objective)
    func count(_ standing: Timeliness) -> String {
      incidents.isEmpty ? "" : "\(incidents.count { $0.counts && $0.reading.standing == standing })"
    }
    return [
      Column("in_time_incidents", count(.inTime)), Column("late_incidents", count(.late)),
      Column("running_incidents", count(.running)),
    ]
  }

  /// A text of somebody else's, which no spreadsheet takes for a formula: an apostrophe goes before one that
  /// could be.
  static func foreign(_ text: String) -> String {
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
    return first.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } == true
      ? "'\(text)" : text
  }

  /// The field as it is written: in quotation marks if it needs them.
  static func field(_ text: String) -> String {
    let plain = text.harmless
    guard plain.contains(where: { $0 == "," || $0 == "\"" }) else { return plain }
    return "\"\(plain.replacing("\"", with: "\"\""))\""
  }
}

extension Report {
  /// The objectives as CSV (RFC 4180): a row of names, and one for each objective of each part.
  ///
  /// Times are UTC by RFC 3339, percentages are floored to six decimals, names end in their unit.
  package var csv: String {
    let rows = ([self] + parts.map(\.report)).flatMap { report in
      report.results.map { CSVReport(report: report).columns(of: $0) }
    }
    guard let first = rows.first else { return "" }
    let lines = [first.map(\.name)] + rows.map { $0.map(\.value) }
    return lines.map { $0.map { CSVReport.field($0) }.joined(separator: ",") + "\r\n" }.joined()
  }
}
