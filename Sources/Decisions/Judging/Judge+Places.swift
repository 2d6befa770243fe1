import Agreement
import Sampling

/// Where what is known of services is kept: by which record each check counts.
extension Judge {
  /// The records that count the checks of `service` by `responsibilities`.
  mutating func records(of service: Service, by responsibilities: Responsibilities) -> [Int] {
    service.checks.map { check in
      let plain = number(of: check)
      return responsibilities.isEmpty ? plain : attributed(plain, by: responsibilities)
    }
  }

  /// The place of what is known of a promise's service: that of the service, or one of the promise's own
  /// behind all services where its failures count otherwise.
  mutating func place(of service: Int, for promise: Promise) -> Int {
    if promise.objective.causes.isEmpty { return service }
    let responsibilities = promise.agreement.responsibilities(for: promise.objective)
    serviceBases.append(serviceBases[service])
    serviceRecords.append(records(of: promise.service, by: responsibilities))
    disturbances.append(Disturbance())
    let place = serviceRecords.count - 1
    for check in promise.service.checks { subjects[number(of: check)].places.append(place) }
    return place
  }

  /// The record that counts the check of the record `plain` by `responsibilities`.
  mutating func attributed(_ plain: Int, by responsibilities: Responsibilities) -> Int {
    let known = attributed[plain, default: []].first {
      checks[$0].responsibilities == responsibilities
    }
    if let known { return known }
    let record = append(checks[plain].id, responsibilities)
    attributed[plain, default: []].append(record)
    return record
  }

  /// The record `plain`, and those that count the same check by responsibilities.
  func records(of plain: Int) -> [Int] { [plain] + (attributed[plain] ?? []) }
}
