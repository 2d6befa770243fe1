import ConfigFile
import Events
import Execution
import Replaying
import Storage
import StoreFormat

extension ReportSealer {
  /// One of the daemon's store.
  init(_ assembly: Assembly, _ reloader: Reloader) {
    let (store, clock) = (assembly.store, assembly.clock)
    self.init(
      Means(
        store: assembly.plan.configuration.store,
        disk: store.disk,
        now: { clock.now() },
        configuration: { on(reloader) { $0.configuration } },
        flush: { on(store) { $0.flush() } },
        record: { events in
          store.append(events.map { .event($0.recorded) }, urgent: true)
          return on(store) { $0.flush() }
        },
        warn: { Complaint.warn($0) }
      )
    )
  }
}
