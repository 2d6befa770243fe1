package import Agreement
package import Chronology
package import Judging

/// Incidents as `constat incidents` lists them.
package struct IncidentList: Hashable, Sendable {
  /// The incidents, in the order in which they are listed.
  package let incidents: [ReportedIncident]

  /// The confirmed incidents of all services of `agreements` that touch `stretch`, or all that
  /// `judge` has kept, up to `now`.
  package init(
    of agreements: [Agreement],
    by judge: Judge,
    in stretch: Interval? = nil,
    at now: Instant
  ) {
    self.init(
      agreements.flatMap { agreement in
        agreement.services.flatMap { service in
          let key = ServiceKey(agreement: agreement.id, service: service.id)
          return judge.incidents(of: key, in: stretch).map { incident in
            ReportedIncident(
              agreement: agreement.id,
              service: service.id,
              incident: incident,
              downtime: judge.downtime(of: incident, of: key, at: now)
            )
          }
        }
      }
    )
  }

  /// A list of `incidents`, by opening.
  package init(_ incidents: [ReportedIncident]) {
    self.incidents = incidents.sorted {
      ($0.incident.opened, $0.agreement, $0.service)
        < ($1.incident.opened, $1.agreement, $1.service)
    }
  }

  /// The incidents as a JSON list of the objects that stand in reports.
  package var json: String { JSONValue.array(incidents.map(\.json)).page }

  /// The incidents as a table, each line with a line break at its end; `no incidents` if there
  /// is none.
  ///
  /// - Parameter now: How long an open incident has lasted is told up to here.
  package func text(at now: Instant, ink: Ink = .plain) -> String {
    guard !incidents.isEmpty else { return "no incidents\n" }
    let table = TextTable(
      titles: ["OPENED", "STATE", " LASTED", " DOWN", "SERVICE", "FAILURES"],
      rows: incidents.map { row(of: $0, at: now) },
      ink: ink
    )
    return table.lines.map { "\($0)\n" }.joined()
  }

  private func row(of entry: ReportedIncident, at now: Instant) -> [TextTable.Cell] {
    let incident = entry.incident
    let causes = entry.causes.map { "\($0.name) × \($0.count)" }.joined(separator: ", ")
    return [
      TextTable.Cell(incident.opened.rfc3339(decimals: 0)),
      TextTable.Cell(incident.isOver ? "resolved" : "open", incident.isOver ? .good : .bad),
      TextTable.Cell("\(max((incident.resolved ?? now) - incident.opened, .zero))"),
      TextTable.Cell("\(entry.downtime)"),
      TextTable.Cell("\(entry.agreement)/\(entry.service)"),
      TextTable.Cell(causes.isEmpty ? "\(incident.failures)" : causes),
    ]
  }
}
