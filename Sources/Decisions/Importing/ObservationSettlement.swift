package import Accounting
package import Agreement
import Chronology

/// What of a file of observations is new, compared with what is on record under its name.
package struct ObservationSettlement: Hashable, Sendable {
  /// What is to be recorded, in the file's order: new entries, and those that correct others.
  package let entries: [ObservedEntry]
  /// How many of them correct an entry.
  package let corrections: Int
  /// How many entries of the file are on record as they are.
  package let known: Int

  /// Compares a file with the record.
  ///
  /// - Throws: The lines whose stretches overlap others on record, or that are too many.
  package init(
    of reading: ObservationReading,
    against log: ObservationLog,
    _ kind: ObservationFeed.Kind
  ) throws(ImportRefusal) {
    var entries: [ObservedEntry] = []
    var lines: [Int] = []
    var corrections = 0
    for (entry, line) in zip(reading.entries, reading.lines) {
      let before = log.fact(entry.id)
      if before?.entry == entry { continue }
      if before != nil { corrections += 1 }
      entries.append(entry)
      lines.append(line)
    }
    self.entries = entries
    self.corrections = corrections
    known = reading.entries.count - entries.count
    var faults: [ImportFault] = []
    if log.facts.count + entries.count - corrections > ObservationLog.entryLimit {
      faults.append(
        ImportFault(
          line: lines.first ?? 1,
          column: 1,
          message: "the name would have more than \(ObservationLog.entryLimit) entries on record",
          remedy: "go on under another name, in a new revision of the agreement"
        )
      )
    } else if kind == .counts {
      faults = Self.overlaps(entries, lines, log)
    }
    if faults.isEmpty { return }
    let shown = faults.sorted { $0.line < $1.line }.prefix(ImportRefusal.mostFaults)
    throw ImportRefusal(faults: Array(shown), more: faults.count - shown.count)
  }

  /// The faults of entries whose stretches overlap what stays on record beside them.
  private static func overlaps(
    _ entries: [ObservedEntry],
    _ lines: [Int],
    _ log: ObservationLog
  ) -> [ImportFault] {
    let ids = Set(entries.map(\.id))
    guard let first = entries.map(\.interval.start).min(),
      let last = entries.map(\.interval.end).max()
    else { return [] }
    let reach = Interval(
      first - ObservedEntry.longest,
      last + TimeAmount(nanoseconds: 1)
    )
    var all: [(entry: ObservedEntry, line: Int?)] = []
    for fact in log.facts(startingIn: reach) where !ids.contains(fact.entry.id) {
      all.append((fact.entry, nil))
    }
    for (entry, line) in zip(entries, lines) { all.append((entry, line)) }
    all.sort { $0.entry.interval.start < $1.entry.interval.start }
    var faults: [ImportFault] = []
    var furthest: (entry: ObservedEntry, line: Int?)?
    for (entry, line) in all {
      if let other = furthest,
        entry.interval.start == other.entry.interval.start
          || entry.interval.start < other.entry.interval.end,
        let place = line ?? other.line, line == nil || other.line == nil
      {
        let recorded = line == nil ? entry : other.entry
        faults.append(
          ImportFault(
            line: place,
            column: 1,
            message: "its stretch overlaps the entry \(quoted(recorded.id)) on record, from"
              + " \(recorded.interval.start) to \(recorded.interval.end)",
            remedy: "to correct that entry give its id; else let each stretch end where the next"
              + " begins"
          )
        )
      }
      if furthest.map({ entry.interval.end > $0.entry.interval.end }) ?? true {
        furthest = (entry, line)
      }
    }
    return faults
  }
}
