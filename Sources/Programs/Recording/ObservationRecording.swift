import Accounting
package import Agreement
import Archive
package import Chronology
import Execution
package import Importing
import Sampling
package import Storage
import StoreFormat

/// Puts observations on record that somebody gave from outside: those of a file that are new, all of
/// them or none.
package struct ObservationRecording: Sendable {
  private let source: ObservationSource
  private let request: ObserveRequest
  private let feed: ObservationFeed

  /// The recording of a file.
  ///
  /// - Parameters:
  ///   - request: Names what is observed, by whom, and the file.
  ///   - feed: What is observed.
  package init(_ source: ObservationSource, _ request: ObserveRequest, of feed: ObservationFeed) {
    precondition(feed.name == request.name, "the feed is the request's")
    self.source = source
    self.request = request
    self.feed = feed
  }

  /// Compares the file with the record, records what is new, and waits until it is durable.
  ///
  /// Not on the store's queue: it waits for it. Where the process ends in between, nothing of the file
  /// counts, and the same file records all of it.
  ///
  /// - Parameters:
  ///   - disk: The store, for reading.
  ///   - now: Log time.
  ///   - silence: The time until now in which nobody has recorded; nil if a daemon does.
  package func record(
    into store: Store,
    reading disk: any Disk,
    at now: Instant,
    silence: Interval? = nil,
    goesOn: () -> Bool = { true }
  ) throws(ObservationObstacle) -> ObservationReceipt {
    // What was handed over before must be seen by the reader.
    try makeDurable(store, goesOn)
    var reader = ObservationReader(disk, of: feed.name)
    var log = ObservationLog()
    do throws(ArchiveError) {
      for observations in try reader.read() { log.take(observations) }
    } catch {
      throw .record("\(error)")
    }
    let settlement: ObservationSettlement
    do throws(ImportRefusal) {
      settlement = try ObservationSettlement(of: source.reading, against: log, feed.kind)
    } catch {
      throw .refused(error)
    }
    let receipt = ObservationReceipt(settlement, request, at: now)
    if settlement.entries.isEmpty { return receipt }
    if let silence, reader.hasStarted, !silence.isEmpty {
      store.append(
        [.gap(Gap(series: nil, interval: silence, slots: 0, cause: .daemonStopped))]
      )
    }
    store.append(parts(settlement.entries, now).map { .observed($0) })
    try makeDurable(store, goesOn)
    return receipt
  }

  private func parts(_ entries: [ObservedEntry], _ now: Instant) -> [RecordedObservations] {
    let limit = RecordedObservations.entryLimit
    let count = (entries.count + limit - 1) / limit
    return (0..<count).map { number in
      RecordedObservations(
        recorded: now,
        feed: feed,
        source: request.source,
        author: request.author,
        file: request.file,
        hash: source.hash,
        part: number,
        parts: count,
        entries: Array(entries[number * limit..<min(entries.count, (number + 1) * limit)])
      )
    }
  }

  private func makeDurable(_ store: Store, _ goesOn: () -> Bool) throws(ObservationObstacle) {
    switch Durability.wait(for: store, goesOn: goesOn) {
    case .durable: return
    case .refused: throw .notDurable
    case .interrupted: throw .interrupted
    }
  }
}

/// What became of a file of observations.
package struct ObservationReceipt: Hashable, Sendable, CustomStringConvertible {
  private let name: String
  private let added: Int
  private let corrected: Int
  private let known: Int
  /// The id of the only entry that was recorded; nil if there are several, or none.
  private let id: String?
  private let recorded: Instant

  init(_ settlement: ObservationSettlement, _ request: ObserveRequest, at now: Instant) {
    name = request.name
    added = settlement.entries.count - settlement.corrections
    corrected = settlement.corrections
    known = settlement.known
    id = settlement.entries.count == 1 ? settlement.entries[0].id : nil
    recorded = now
  }

  /// One line, such as `recorded 31 observations of first-contact at …, 2 of them corrections`.
  package var description: String {
    let before = known == 1 ? "1 was" : "\(known) were"
    guard added + corrected > 0 else {
      return "nothing changed: \(known == 1 ? "the observation" : "all \(known) observations")"
        + " of \(name) \(known == 1 ? "is" : "are") on record already"
    }
    let noun = added + corrected == 1 ? "observation" : "observations"
    var text = "recorded \(added + corrected) \(noun) of \(name) at \(recorded)"
    if let id { text += " as \(id.harmless)" }
    if corrected > 0 {
      text +=
        corrected == added + corrected
        ? (corrected == 1 ? ", a correction" : ", all of them corrections")
        : ", \(corrected) of them corrections"
    }
    return known > 0 ? text + "; \(before) on record already" : text
  }
}
