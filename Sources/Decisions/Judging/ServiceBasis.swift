import Agreement

/// What a judge knows of one service before anything is measured, and what follows from it; every look at
/// the service shares it.
final class ServiceBasis: Sendable {
  let agreed: AgreedService
  let ground: Ground
  /// Whether the service rests on one check alone.
  let isSingle: Bool
  /// Whether some time may be excluded.
  let hasExclusions: Bool
  /// Whether all time counts alike if every failure does: always promised, nothing excluded, and the
  /// service is its one check.
  let isPlain: Bool
  /// Whether some objective of the service holds outages against a least length: then it matters which of
  /// them are one incident.
  let hasFloor: Bool

  init(_ agreed: AgreedService, on ground: Ground) {
    self.agreed = agreed
    self.ground = ground
    isSingle = agreed.service.composition.single != nil
    let clauses = agreed.agreement.clauses
    hasExclusions =
      !(clauses.exclusions.maintenance?.recurring.isEmpty ?? true) || !ground.annotations.isEmpty
    isPlain =
      isSingle && agreed.service.hours == .always
      && clauses.measurement.unknown == .undetermined && !hasExclusions
      && clauses.partial == .prorate
    hasFloor = agreed.agreement.objectives.contains { objective in
      guard objective.service == agreed.service.id,
        case .availability(let terms) = objective.indicator
      else { return false }
      return terms.floor != nil
    }
  }
}

/// The records of a service's checks, in the order of its composition, where the judge keeps them.
struct CheckRecords: RandomAccessCollection, Sendable {
  private let all: [CheckRecord]
  private let numbers: [Int]

  init(_ numbers: [Int], of all: [CheckRecord]) {
    self.all = all
    self.numbers = numbers
  }

  var startIndex: Int { 0 }
  var endIndex: Int { numbers.count }

  subscript(position: Int) -> CheckRecord { all[numbers[position]] }
}
