package import Agreement
package import Chronology
import Judging

extension Recollection {
  /// Notes from when on the judge's services have been known, by the record of the revisions in `agreements`;
  /// from `now` on those of which nothing is on record.
  package mutating func meetServices(of agreements: [Agreement], at now: Instant) {
    for agreed in judge.services {
      let agreement = agreed.agreement
      announcer.known[agreed.key] = revisions.known(
        agreed.service.id,
        of: agreement,
        among: agreements,
        at: now
      )
    }
  }
}
