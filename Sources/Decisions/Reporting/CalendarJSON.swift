import Agreement
import Chronology

extension AgreementCalendar {
  /// The calendar as JSON, format `constat.calendar/1`: the same calendar always gives the same bytes.
  ///
  /// Times are UTC by RFC 3339, keys end in their unit. docs/calendar.md explains them.
  package var json: String {
    let page: JSONValue = [
      "format": "constat.calendar/1",
      "agreement": [
        "id": .string(agreement.id),
        "revision": .integer(agreement.revision),
        "sha256": .string(agreement.sha256),
      ],
      "period": .object(
        period.members + [
          JSONMember("clipped", .bool(isClipped)),
          JSONMember("time_zone", .string(agreement.timeZone)),
          JSONMember("tzdata", .string(zoneVersion)),
        ] + (next.map { [JSONMember("divided", $0.divisionJSON)] } ?? [])
      ),
      "clock_changes": .array(changes.map(\.json)),
      "objectives": .array(windows.flatMap(\.json)),
      "services": .array(hours.map(\.json)),
      "holidays": .array(holidays.map(\.json)),
      "maintenance": .array(maintenance.map { .object($0.members) }),
    ]
    return page.page
  }
}

extension ListedRevision {
  /// That it goes on with windows from its date on.
  fileprivate var divisionJSON: JSONValue {
    ["revision": .integer(number), "effective": .string(effective.description)]
  }
}

extension Interval {
  fileprivate var members: [JSONMember] {
    [
      JSONMember("start", .string(start.description)),
      JSONMember("end", .string(end.description)),
      JSONMember("length_ms", .integer(length.wholeMilliseconds)),
    ]
  }
}

extension ZoneRules.Change {
  fileprivate var json: JSONValue {
    [
      "time": .string(instant.description), "offset_before_s": .integer(before),
      "offset_after_s": .integer(after),
    ]
  }
}

extension AgreementCalendar.Windows {
  /// One object for each objective.
  fileprivate var json: [JSONValue] {
    objectives.map { id in
      var members = [
        JSONMember("id", .string(id)), JSONMember("service", .string(service)),
        JSONMember("window", .string(rule.name)),
      ]
      if case .rolling(let length) = rule {
        members.append(JSONMember("length_ms", .integer(length.wholeMilliseconds)))
      }
      members.append(JSONMember("windows", .array(windows.map(\.json))))
      return .object(members)
    }
  }
}

extension AgreementCalendar.Window {
  fileprivate var json: JSONValue {
    .object(
      [JSONMember("name", .string(name))] + interval.members
        + [JSONMember("promised_ms", .integer(promised.wholeMilliseconds))]
    )
  }
}

extension AgreementCalendar.Hours {
  fileprivate var json: JSONValue {
    [
      "id": .string(service.id),
      "always": .bool(service.hours == .always),
      "promised_ms": .integer(intervals.length.wholeMilliseconds),
      "hours": .array(intervals.intervals.map { .object($0.members) }),
    ]
  }
}

extension AgreementCalendar.Holiday {
  fileprivate var json: JSONValue {
    [
      "date": .string(date.description),
      "services": .array(services.map { .string($0) }),
    ]
  }
}
