import Accounting
import Agreement
import Chronology
package import Judging
import Sampling

/// Why a service counts at one instant as it does.
package struct ExplainedMoment: Sendable {
  /// One objective at the instant.
  package struct Part: Sendable {
    /// The objective, and all of its time.
    package let objective: ExplainedObjective
    /// The stretch that holds the instant.
    package let stretch: AccountedStretch
    /// The service's composition, each part before what it is made of.
    package let composition: [CompositionState]
    /// The certificate that each check had in force, of an objective on certificates.
    package let certificates: [CheckCertificate]

    /// A part of these parts.
    package init(
      _ objective: ExplainedObjective,
      _ stretch: AccountedStretch,
      _ composition: [CompositionState],
      certificates: [CheckCertificate] = []
    ) {
      self.objective = objective
      self.stretch = stretch
      self.composition = composition
      self.certificates = certificates
    }
  }

  /// The report whose figures it is about.
  package let report: Report
  /// What was found about each objective.
  package let parts: [Part]
  /// The samples around the instant.
  package let samples: SamplesAround
  /// The name of the agreement's file; nil where it isn't known.
  package let file: String?

  /// A moment of these parts.
  package init(of report: Report, _ parts: [Part], samples: SamplesAround, file: String?) {
    self.report = report
    self.parts = parts
    self.samples = samples
    self.file = file
  }

  /// The moment as JSON, format `constat.moment/1`.
  ///
  /// docs/explain.md explains it.
  package var json: String {
    let page: JSONValue = [
      "format": "constat.moment/1",
      "agreement": [
        "id": .string(report.agreement.id),
        "revision": .integer(report.agreement.revision),
        "sha256": .string(report.agreement.sha256),
        "file": file.map { .string($0) } ?? .null,
      ],
      "at": .string(samples.instant.description),
      "objectives": .array(parts.map { json(of: $0) }),
    ]
    return page.page
  }

  private func json(of part: Part) -> JSONValue {
    if part.objective.isObserved {
      return explanation.json(of: part.objective.around(samples.instant), at: part.stretch)
    }
    let stretch = part.stretch
    let decisions = stretch.decisions.map { part.objective.account.decisions[$0] }
    return [
      "id": .string(part.objective.result.objective.id),
      "service": .string(part.objective.result.objective.service),
      "counts": .string(stretch.word),
      "seen": .string(stretch.unknown > 0 && stretch.seen == .up ? "unknown" : stretch.seen.word),
      "start": .string(stretch.interval.start.description),
      "end": .string(stretch.interval.end.description),
      "cause": stretch.cause.map { .string($0.description) } ?? .null,
      "because": .array(stretch.uncounted.map { .string($0.rawValue) }),
      "declarations": .array(decisions.map { $0.json(over: stretch) }),
      "composition": .array(
        part.composition.map { state in
          [
            "depth": .integer(state.depth),
            "part": .string("\(state.part)"),
            "seen": .string(state.level?.word ?? "unknown"),
          ]
        }
      ),
      "certificates": .array(part.certificates.map(\.json)),
      "checks": .array(
        checks(of: part).map { check in
          [
            "check": .string(check.description),
            "samples": .array(samples.samples(of: check).map(\.evidence)),
          ]
        }
      ),
    ]
  }

  /// The checks that tell of the objective: none does of the clock.
  private func checks(of part: Part) -> [CheckID] {
    if case .clock = part.objective.result.objective.indicator { return [] }
    return report.agreement.service(part.objective.result.objective.service)?.checks ?? []
  }

  /// The moment as text in the report's language, each line with a line break at its end.
  package func text(ink: Ink = .plain) -> String {
    let words = ExplanationText(explanation, ink: ink)
    return (words.head + parts.flatMap { lines(of: $0, words) }).map { "\($0)\n" }.joined()
  }

  private var explanation: Explanation {
    Explanation(of: report, parts.map(\.objective), file: file)
  }

  private func lines(of part: Part, _ words: ExplanationText) -> [String] {
    let objective = part.objective.result.objective
    let title = "\(objective.service) · \(objective.id)"
    if part.objective.isObserved {
      let around = part.objective.around(samples.instant)
      return ["", words.base.ink.paint(title, .strong)]
        + words.lines(of: around, at: samples.instant)
    }
    let stretch = part.stretch
    let interval = stretch.interval
    let levels = words.levels(of: part.objective)
    let label = { (text: String) in "    " + words.base.ink.paint(text, .strong) }
    var lines = [
      "", words.base.ink.paint(title, .strong),
      "  \(words.moment(samples.instant))\(words.base.colon) \(words.word(for: stretch, levels))",
      "  \(words.moment(interval.start)) \(words.base.words.until) \(words.moment(interval.end))",
    ]
    lines += words.reasonLines(of: stretch, in: part.objective)
    // Of the clock no check and no sample tells.
    if case .clock = objective.indicator { return lines }
    lines += words.certificateLines(part.certificates)
    lines.append(label(words.say("composition", "composition")))
    lines += part.composition.map { state in
      let margin = String(repeating: " ", count: 6 + 2 * min(state.depth, 16))
      let level = state.level.map { levels.word(for: $0) } ?? words.base.words.unknown
      return margin + "\(state.part)".printable(upTo: 64) + "  \(level)"
    }
    lines.append(label(words.say("samples", "mesures")))
    for check in checks(of: part) {
      let found = samples.samples(of: check)
      let none =
        found.isEmpty ? words.base.colon + words.say(" none nearby", " aucune à proximité") : ""
      lines.append("      \(check.description.printable(upTo: 64))\(none)")
      lines += found.map { sample in
        let isLater = sample.start > samples.instant
        let place = isLater ? words.say("after", "après") : words.say("before", "avant")
        return "        \(place.filled(to: 8)) \(words.text(of: sample))"
      }
    }
    return lines
  }
}
