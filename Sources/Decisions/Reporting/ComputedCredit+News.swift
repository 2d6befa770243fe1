package import Agreement
package import Chronology
import Events

extension [ComputedCredit] {
  /// The last of each window.
  var latest: [ComputedCredit] {
    var found: [ComputedCredit] = []
    // By what tells windows apart: there are as many as months of all agreements.
    var places: [EventKey: Int] = [:]
    for credit in self {
      if let place = places[credit.deadlineKey] {
        found[place] = credit
      } else {
        places[credit.deadlineKey] = found.count
        found.append(credit)
      }
    }
    return found
  }

  /// What a report, or another revision of one, has to say of its credits after what was said before of
  /// the same period: those that may be due, and those that have changed or gone.
  ///
  /// - Parameters:
  ///   - before: In the order in which it was said.
  ///   - number: The report's revision.
  ///   - sealed: When that is sealed.
  package func news(
    after before: [ComputedCredit],
    number: Int,
    sealed: Instant
  ) -> [ComputedCredit] {
    let known = before.latest
    let changed = filter { credit in
      guard let last = known.first(where: { $0.isOf(credit) }) else {
        return credit.amounts.isPossible
      }
      return !last.says(credit)
    }
    let gone = known.filter { last in
      last.amounts.isPossible && !contains { $0.isOf(last) }
    }
    return changed + gone.map { $0.withdrawn(by: number, sealed: sealed) }
  }
}
