import Accounting
import Agreement
import Chronology
import Judging
import Sampling

extension TextReport {
  /// The incidents, a few lines each.
  var incidentLines: [String] {
    guard !report.incidents.isEmpty else { return ["  \(words.none)"] }
    return report.incidents.enumerated().flatMap { index, entry in
      let incident = entry.incident
      let downtime = "\(words.down) \(words.clock(entry.downtime.wholeMilliseconds))"
      let causes = entry.causes.map { "\($0.name) × \($0.count)" }.joined(separator: ", ")
      return [
        "",
        "  \(index + 1). \(entry.service)".followed(by: downtime, in: TextReport.width),
        "     \(words.opened.filled(to: 10)) \(local(incident.opened))",
        "     \(words.confirmed.filled(to: 10)) \(local(incident.confirmed))",
        "     \(words.resolved.filled(to: 10)) "
          + (incident.resolved.map { local($0) } ?? ink.paint(words.lasting, .bad)),
        "     \(causes)  (\(words.count(Int64(incident.samples))) \(words.failed), \(entry.id))",
      ]
    }
  }

  /// What the incidents of each service that had some come to.
  var statisticsLines: [String] {
    report.statistics.filter { $0.statistics.count > 0 }.flatMap { entry -> [String] in
      let statistics = entry.statistics
      let longest = statistics.longest.map { words.clock($0.wholeMilliseconds) } ?? "n/a"
      return [
        "",
        "  \(entry.service)\(colon) \(say("counted here", "comptés ici")) \(statistics.count), "
          + "\(say("open", "en cours")) \(statistics.open), \(say("longest", "le plus long")) \(longest)",
        "     MTTR \(mean(statistics.restore))   MTBF \(mean(statistics.betweenFailures))   "
          + "MTTA \(mean(statistics.acknowledge))",
      ]
    }
  }

  private func mean(_ mean: MeanTime?) -> String {
    mean.map { words.clock($0.milliseconds) } ?? "n/a"
  }

  /// Unknown time by service and cause: how much in how many stretches.
  var unknownLines: [String] {
    let lines = report.agreement.services.flatMap { service in
      ReportedUnknown.Cause.all.compactMap { cause -> String? in
        let stretches = report.unknown.filter { $0.service == service.id && $0.cause == cause }
        guard !stretches.isEmpty else { return nil }
        let length = stretches.reduce(TimeAmount.zero) { $0 + $1.length }
        let count = stretches.reduce(0) { $0 + $1.count }
        let noun = count == 1 ? words.stretches.one : words.stretches.many
        let clock = words.clock(length.wholeMilliseconds).rightAligned(to: 16)
        return "  \(service.id.filled(to: 24)) \("\(cause)".filled(to: 16)) \(clock)  "
          + "(\(count) \(noun))"
      }
    }
    guard !lines.isEmpty else { return ["  \(words.none)"] }
    let isCut = report.unknown.contains { $0.cause == .onlySums }
    return lines + (isCut ? [""] + words.onlySums.wrapped(to: TextReport.width, indent: 2) : [])
  }

  /// How the figures came about: the validity of every check, and the rules.
  var methodLines: [String] {
    let rules =
      MethodText(agreement: report.agreement, language: report.language).paragraphs
      + [report.madeText]
    return CheckText(report: report).lines.flatMap { $0.wrapped(to: TextReport.width, indent: 2) }
      + rules.flatMap { [""] + $0.wrapped(to: TextReport.width, indent: 2) }
  }
}
