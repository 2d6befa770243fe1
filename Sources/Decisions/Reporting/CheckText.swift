import Agreement
package import Chronology
import Events
import Judging
package import Sampling

/// How one check measures, and how long nothing was known of it.
package struct ReportedCheck: Hashable, Sendable {
  /// The service that rests on it.
  package let service: String
  /// The check.
  package let id: CheckID
  /// What was recorded last of how it measures; nil if nothing was.
  package let definition: CheckDefinition?
  /// The longest stretch of the period, as far as it is judged, in which nothing is known of it.
  package let longestGap: TimeAmount

  /// The checks of every service of an agreement, in its order.
  static func all(
    of agreement: Agreement,
    in period: Interval,
    by judge: Judge,
    at now: Instant
  ) -> [ReportedCheck] {
    agreement.services.flatMap { service in
      service.checks.map { check in
        let end = max(period.start, min(period.end, judge.horizon(of: check, at: now)))
        let stretches = judge.timeline(of: check).unknownStretches(in: Interval(period.start, end))
        return ReportedCheck(
          service: service.id,
          id: check,
          definition: judge.definition(of: check),
          longestGap: stretches.map(\.interval.length).max() ?? .zero
        )
      }
    }
  }
}

/// What a report's method says of the checks.
struct CheckText: Bilingual {
  let report: Report

  var language: Language { report.language }
  private var words: Wording { .of(language) }

  /// The interval, in seconds up to two minutes.
  private func pace(_ definition: CheckDefinition) -> String {
    let interval = definition.interval
    return interval == .minutes(1) ? "60 s" : words.term(interval)
  }

  /// A line for each check of each service: what it asks, how often, what it surely sees and confirms,
  /// and the longest time in which nothing was known.
  var lines: [String] {
    report.checks.map { check in
      let name = "\(check.service) (\(check.id))\(PageWords.of(report.language).colon) "
      guard let definition = check.definition else { return name + words.noDefinition }
      let failures = Int64(definition.confirmation.down)
      let confirmed = words.term(definition.interval * failures)
      let seen = words.term(definition.validity)
      let gap =
        check.longestGap > .zero
        ? words.clock(check.longestGap.wholeMilliseconds) : words.none
      return name + "\(definition.method) \(definition.shownTarget.printable(upTo: 200)), "
        + say(
          "every \(pace(definition)), V = \(seen); an outage of V and longer is seen "
            + "where time is known, one of \(confirmed) (\(failures) in a row) is confirmed; longest "
            + "unknown stretch \(gap)",
          "toutes les \(pace(definition)), V = \(seen) ; une panne de V ou plus est vue "
            + "là où le temps est connu, une de \(confirmed) (\(failures) échecs de suite) est "
            + "confirmée ; plus long temps inconnu \(gap)"
        )
    }
  }
}

extension Report {
  /// The definition of each check that was recorded last; one of which nothing was recorded has none.
  package var definitions: [CheckID: CheckDefinition] {
    checks.reduce(into: [:]) { $0[$1.id] = $1.definition }
  }

  /// The checks as JSON: intervals in ms, and how many failures in a row confirm an incident.
  var checksJSON: JSONValue {
    .array(
      checks.map { check in
        let definition = check.definition
        return [
          "id": .string(check.id.description),
          "service": .string(check.service),
          "interval_ms": definition.map { .span($0.interval) } ?? .null,
          "timeout_ms": definition.map { .span($0.timeout) } ?? .null,
          "validity_ms": definition.map { .span($0.validity) } ?? .null,
          "confirm_down": definition.map { .integer($0.confirmation.down) } ?? .null,
          "confirm_up": definition.map { .integer($0.confirmation.up) } ?? .null,
          "confirmed_from_ms": definition.map {
            .span($0.interval * Int64($0.confirmation.down))
          } ?? .null,
          "longest_gap_ms": .span(check.longestGap),
        ]
      }
    )
  }

  /// By which build the report was made, and as of when; a closed one doesn't depend on that.
  var madeText: String {
    let version = "constat \(Version.text)"
    guard let asOf else {
      return language == .english ? "Made by \(version)." : "Établi par \(version)."
    }
    return language == .english
      ? "Made by \(version), as of \(asOf)." : "Établi par \(version), à l'instant \(asOf)."
  }

  /// The same as an object.
  var madeJSON: JSONValue {
    ["version": .string(Version.text), "as_of": asOf.map { .string($0.description) } ?? .null]
  }
}
