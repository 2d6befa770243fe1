import Agreement
import Archive
import ConfigFile
import Events
import Execution
import Judging
import Posix
import Recording
import Replaying
import Sampling
import Storage
import StoreFormat

/// Makes the one who seals the daemon's store.
enum Sealing {
  /// An archivist that records what it does in the store, and whose checkpoints leave by the journal.
  static func archivist(
    of store: Store,
    _ configuration: Configuration,
    _ clock: SharedClock
  ) throws(Failure) -> Archivist {
    do throws(ArchiveError) {
      return try Archivist(
        of: store.recovery.store,
        on: store.disk,
        signer: try StoreKey.signer(
          of: store.recovery.store,
          at: configuration.sealKey,
          beside: configuration.store,
          warn: { Complaint.warn($0) }
        ),
        retention: configuration.sampleRetention,
        thresholds: thresholds(configuration.agreements),
        now: { clock.now() },
        observer: Archivist.Observer(
          record: { records in
            store.append(records)
            return on(store) { $0.flush() }
          },
          told: { outcome in
            switch outcome {
            case .success(let sealed): store.append([.event(sealed.said)])
            case .failure(.rollup(let day, let error)):
              Complaint.warn("\(ArchiveError.rollup(day, error))")
            case .failure(let error): Complaint.warn("the record is not sealed: \(error)")
            }
          }
        )
      )
    } catch {
      throw Failure(error)
    }
  }

  /// The times that objectives of a check's latencies tell apart: every revision's, so that no rollup
  /// has to be passed over when another comes to hold.
  static func thresholds(_ agreements: [Agreement]) -> [CheckID: [LatencyThreshold]] {
    var found: [CheckID: Set<LatencyThreshold>] = [:]
    for agreement in agreements {
      for objective in agreement.objectives {
        guard case .latencyShare(let limit) = objective.indicator,
          let threshold = LatencyThreshold(limit),
          let service = agreement.service(objective.service)
        else { continue }
        found[service.check, default: []].insert(threshold)
      }
    }
    return found.mapValues { $0.sorted() }
  }
}
