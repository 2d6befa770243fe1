import Agreement
import Chronology
import Sampling

extension Objective {
  /// What a promise says besides its target, key by key as agreements write it.
  var termMembers: [JSONMember] {
    [JSONMember("window", .string(window.name))] + indicatorMembers
  }

  private var indicatorMembers: [JSONMember] {
    switch indicator {
    case .availability(let terms): terms.members
    case .slots(let terms):
      [
        JSONMember("length_ms", .span(terms.length)),
        JSONMember("errors_percent", .ratio(terms.errors)),
        JSONMember("least", .integer(terms.least)),
        JSONMember("empty", .string(terms.empty.rawValue)),
      ]
    case .slotMean(let terms):
      [
        JSONMember("length_ms", .span(terms.length)),
        JSONMember("empty", .string(terms.empty.rawValue)),
      ]
    case .latencyShare(let limit):
      [
        JSONMember("of", .string(limit.phase?.description ?? "total")),
        JSONMember("within_us", .integer(limit.within.wholeMicroseconds)),
        JSONMember("failures", .string(limit.failures.rawValue)),
      ]
    case .restore(let terms), .response(let terms):
      [
        JSONMember("within_ms", .span(terms.within)),
        JSONMember("clock", terms.clock?.json ?? "service"),
        JSONMember("from", .string(terms.from.rawValue)),
      ]
    case .incidents(let limit):
      [JSONMember("lasting_ms", limit.lasting.map { .span($0) } ?? .null)]
    case .ratio(let terms): [JSONMember("uncovered", .string(terms.uncovered.rawValue))]
    case .duration(let limit): [JSONMember("within_ms", .span(limit.within))]
    case .certificateValidity(let terms): [JSONMember("at_least_ms", .span(terms.atLeast))]
    case .requests, .correctness, .longestOutage, .downtime, .coverage, .longestGap: []
    }
  }
}

extension AvailabilityTerms {
  fileprivate var members: [JSONMember] {
    let outage: JSONValue? = floor.map { floor in
      [
        floor.isInclusive ? "at_least_ms" : "more_than_ms": .span(floor.length),
        "measure": .string(floor.measure.rawValue),
      ]
    }
    return [
      JSONMember("outage", outage ?? .null), JSONMember("count", .string(counting.rawValue)),
      JSONMember("unconfirmed", .string(unconfirmed.rawValue)),
    ]
  }
}

extension Recurrence {
  /// The rule as RFC 5545 writes it.
  var rule: String {
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    func list(_ name: String, _ values: [String]) -> String? {
      values.isEmpty ? nil : "\(name)=\(values.joined(separator: ","))"
    }
    let parts = [
      "FREQ=\(frequency.rawValue)", interval == 1 ? nil : "INTERVAL=\(interval)",
      list("BYMONTH", months.map { "\($0)" }), list("BYMONTHDAY", monthDays.map { "\($0)" }),
      list("BYDAY", weekdays.map { "\($0.ordinal.map { "\($0)" } ?? "")\(names[$0.day - 1])" }),
      until.map { until in
        "UNTIL=\("\(until)".replacing("-", with: ""))"
      },
      count.map { "COUNT=\($0)" },
    ]
    return parts.compactMap(\.self).joined(separator: ";")
  }
}
