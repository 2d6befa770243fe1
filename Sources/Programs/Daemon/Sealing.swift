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
import Upkeep

/// Makes the one who seals the daemon's store.
enum Sealing {
  /// An archivist that records what it does in the store, and whose checkpoints leave by the journal,
  /// and for a time-stamp if one is configured.
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
          on: store.disk,
          warn: { Complaint.warn($0) }
        ),
        source: StoreKey.source(
          at: configuration.sealKey,
          beside: configuration.store,
          warn: { Complaint.warn($0) }
        ),
        mark: StoreKey.mark(
          of: store.recovery.store,
          beside: configuration.store,
          warn: { Complaint.warn($0) }
        ),
        retention: configuration.retention,
        thresholds: thresholds(configuration.agreements),
        now: { clock.now() },
        observer: observer(of: store, configuration, clock)
      )
    } catch {
      throw Failure(error)
    }
  }

  /// What becomes of what an archivist tells.
  private static func observer(
    of store: Store,
    _ configuration: Configuration,
    _ clock: SharedClock
  ) -> Archivist.Observer {
    let stamper = configuration.timestamp.map { address in
      TimeStamper(
        on: store.disk,
        exchange: TimeStamper.http("\(address)"),
        warn: { Complaint.warn($0) }
      )
    }
    return Archivist.Observer(
      record: { records in
        store.append(records)
        return on(store) { $0.flush() }
      },
      told: { outcome in
        switch outcome {
        case .success(let sealed):
          store.append([.event(sealed.said)])
          if let note = sealed.checkpoint { stamper?.post(note) }
        case .failure(let error) where error.isOfWhatIsSealed: Complaint.warn("\(error)")
        case .failure(let error):
          Complaint.warn(
            "the record is not sealed: \(error). It is recorded unsealed, and sealing is tried again"
              + " when the log begins its next file"
          )
        }
      },
      sized: { change, bytes in
        let limit = configuration.retention.sizeLimit ?? 0
        let event: Event =
          switch change {
          case .exceeded: .storeLow(at: clock.now(), .size, bytes: bytes, limit: limit)
          case .fits:
            .storeRecovered(at: clock.now(), .size, state: "ok", before: "low")
          }
        store.append([.event(event.recorded)])
      },
      says: { $0.said }
    )
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
        for check in service.checks { found[check, default: []].insert(threshold) }
      }
    }
    return found.mapValues { $0.sorted() }
  }
}
