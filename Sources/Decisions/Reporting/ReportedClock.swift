import Accounting
import Agreement
import Chronology
package import Judging

/// What the clock of an objective shows of the incidents of its window.
package struct ReportedClock: Hashable, Sendable {
  /// The objective's id.
  package let objective: String
  /// Each incident that counts, or may count, by opening.
  package let incidents: [ClockedIncident]

  /// The clocks of promises with their results, but of those that have no incident.
  static func all(
    of promises: [Promise],
    _ results: [ObjectiveResult],
    by judge: Judge,
    at now: Instant
  ) -> [ReportedClock] {
    zip(promises, results).map { promise, result in
      ReportedClock(
        objective: promise.objective.id,
        incidents: judge.clocks(of: promise, result.standing, at: now)
      )
    }.filter { !$0.incidents.isEmpty }
  }
}

extension Report {
  /// The clocks of `objective`, none unless it is about restoration or response.
  func clocks(of objective: Objective) -> [ClockedIncident] {
    clocks.first { $0.objective == objective.id }?.incidents ?? []
  }
}

extension TextReport {
  /// What the clock shows of each incident: some cells for each, without titles.
  func clockCells(of objective: Objective) -> [[String]] {
    report.clocks(of: objective).map {
      cells(of: $0) + [clockWords(of: $0).joined(separator: ", ")]
    }
  }

  /// The same as lines of text.
  func clockLines(of objective: Objective) -> [String] {
    let labels = clockLabels
    return report.clocks(of: objective).flatMap { incident -> [String] in
      let cells = cells(of: incident)
      return [
        "  \(cells[0])".followed(by: cells[4], in: TextReport.width),
        "    \(labels.time) \(cells[1]), \(labels.wall) \(cells[2]), \(labels.deadline) \(cells[3])",
      ] + clockWords(of: incident).map { "    \($0)" }
    }
  }

  /// The incident, the time on its clock and by the wall, its deadline, and what follows.
  private func cells(of incident: ClockedIncident) -> [String] {
    let reading = incident.reading
    let hasBegun = reading.standing != .notBegun
    return [
      incident.span.ids.joined(separator: ", "),
      hasBegun ? words.clock(reading.time.wholeMilliseconds) : "–",
      hasBegun ? words.clock(reading.wall.wholeMilliseconds) : "–",
      incident.deadline.map { local($0) } ?? "–", standing(of: incident),
    ]
  }

  /// Tickets and acknowledgements, with when and their ids.
  private func clockWords(of incident: ClockedIncident) -> [String] {
    (incident.tickets + incident.acknowledgements).map { word in
      let what =
        word.annotation.kind == .ticket ? "ticket" : say("acknowledged", "pris en charge")
      return "\(what) \(local(word.annotation.start)) (\(word.id))"
    }
  }

  /// What the figures of a clock are.
  var clockLabels: (time: String, wall: String, deadline: String) {
    (
      say("on the clock", "au compteur"), say("by the wall", "en temps réel"),
      say("deadline", "échéance")
    )
  }

  private func standing(of incident: ClockedIncident) -> String {
    let word =
      switch incident.reading.standing {
      case .inTime: say("in time", "dans les délais")
      case .late: say("late", "en retard")
      case .running: say("open, time left", "en cours, délai non épuisé")
      case .notBegun: say("not counted: no ticket", "non compté : pas de ticket")
      }
    if !incident.counts { return say("not counted: excluded", "non compté : exclu") }
    return incident.isCertain || incident.reading.standing == .notBegun
      ? word : word + say(", by the estimate", ", d'après l'estimation")
  }
}

extension ReportSheet {
  /// What the clocks of restoration and response show of each incident.
  var clocks: Table {
    let labels = text.clockLabels
    return Table(
      [
        (page.column.objective, false), ("incident", false), (labels.time, true),
        (labels.wall, true), (labels.deadline, false), (text.say("in time?", "délai"), false),
        (text.say("ticket, acknowledgement", "ticket, prise en charge"), false),
      ],
      report.results.flatMap { result in
        text.clockCells(of: result.objective).map { [result.objective.id] + $0 }
      }
    )
  }
}

extension ClockedIncident {
  /// The incident as one object; `clock_ms` and `wall_ms` are null where the clock has not begun.
  var json: JSONValue {
    func words(_ words: [RecordedAnnotation]) -> JSONValue {
      .array(
        words.map { word in
          ["annotation": .string(word.id), "at": .string(word.annotation.start.description)]
        }
      )
    }
    let hasBegun = reading.standing != .notBegun
    return [
      "ids": .array(span.ids.map { .string($0) }),
      "clock_ms": hasBegun ? .integer(reading.time.wholeMilliseconds) : .null,
      "wall_ms": hasBegun ? .integer(reading.wall.wholeMilliseconds) : .null,
      "deadline": deadline.map { .string($0.description) } ?? .null,
      "standing": .string(reading.standing.rawValue),
      "counted": .bool(counts),
      "certain": .bool(isCertain),
      "tickets": words(tickets),
      "acknowledgements": words(acknowledgements),
    ]
  }
}
