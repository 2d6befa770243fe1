import Chronology
import Events
import Storage
import Upkeep

extension StoreStatus {
  /// What is to be said of the disk's new state; nil if it is the one before.
  func said(after before: StoreStatus, at now: Instant) -> Event? {
    if disk == before.disk { return nil }
    if disk < before.disk {
      return .storeRecovered(at: now, .space, state: "\(disk)", before: "\(before.disk)")
    }
    switch disk {
    case .ok: return nil
    case .low: return .storeLow(at: now, .space, bytes: free ?? 0, limit: leastFree)
    case .reserve: return .storeReserve(at: now, bytes: reserve)
    case .exhausted: return .storeExhausted(at: now, waiting: pending)
    case .failed:
      let words = if case .failing(let error) = condition { "\(error)" } else { "" }
      return .storeFailed(at: now, error: words, waiting: pending)
    }
  }
}
