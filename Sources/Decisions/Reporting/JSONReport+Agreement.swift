import Accounting
import Agreement
import Chronology
import Sampling

extension Report {
  /// Who promises, and who is promised; `null` stands for whom nobody named.
  var partiesJSON: JSONValue {
    let parties = agreement.parties
    return [
      "provider": parties.provider.json,
      "customer": parties.customer.json,
      "measurer": parties.measurer?.json ?? .null,
      "arbiter": parties.arbiter?.json ?? .null,
    ]
  }

  /// Who answers for which failure; what is not named is the provider's.
  var responsibilitiesJSON: JSONValue {
    .array(
      agreement.clauses.responsibilities.rules.map { rule in
        ["failure": .string(rule.failure.name), "party": .string(rule.party.rawValue)]
      }
    )
  }

  /// What is promised: composition, hours in the agreement's zone, and fee.
  var servicesJSON: JSONValue { .array(agreement.services.map(\.json)) }

  /// The statistics of incidents by service; a mean of none is null.
  var statisticsJSON: JSONValue {
    .array(
      statistics.map { entry in
        let statistics = entry.statistics
        func mean(_ mean: MeanTime?) -> JSONValue {
          mean.map { .integer($0.milliseconds) } ?? .null
        }
        return [
          "service": .string(entry.service),
          "incidents": .integer(statistics.count),
          "open": .integer(statistics.open),
          "restore_mean_ms": mean(statistics.restore),
          "between_failures_mean_ms": mean(statistics.betweenFailures),
          "acknowledge_mean_ms": mean(statistics.acknowledge),
          "longest_ms": statistics.longest.map { .integer($0.wholeMilliseconds) } ?? .null,
        ]
      }
    )
  }
}

extension Party {
  fileprivate var json: JSONValue {
    ["name": .string(name), "contact": contact.map { .string($0) } ?? .null]
  }
}

extension NamedFailure {
  /// The failure as an agreement names it.
  var name: String {
    switch self {
    case .cause(let cause): cause.name
    case .status(let status): "status \(status)"
    }
  }
}

extension Service {
  fileprivate var json: JSONValue {
    let source =
      observations.map { JSONMember("observations", $0.json) }
      ?? JSONMember("available_when", .string(composition.description))
    let fee: JSONValue =
      fee.map { fee in
        [
          "amount": .string(fee.amount.amount),
          "currency": .string(fee.amount.currency.code),
          "per": .string(fee.period.rawValue),
        ]
      } ?? .null
    return .object([
      JSONMember("id", .string(id)), JSONMember("description", .string(description)), source,
      JSONMember("hours", hours.json), JSONMember("fee", fee),
    ])
  }
}
