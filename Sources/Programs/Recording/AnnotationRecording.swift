package import Agreement
package import Annotating
import Archive
package import Chronology
import Events
import Execution
package import Posix
import Replaying
import Sampling
package import Storage
import StoreFormat

/// Puts a declaration on record, if it may be made.
package struct AnnotationRecording: Sendable {
  private let annotation: Annotation
  private let rules: AnnotationRules

  /// The recording of a declaration.
  ///
  /// - Parameter rules: What is configured now.
  package init(_ annotation: Annotation, by rules: AnnotationRules) {
    self.annotation = annotation
    self.rules = rules
  }

  /// Holds the declaration against the record, records it, and waits until it is durable.
  ///
  /// Not on the store's queue: it waits for it.
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
  ) throws(AnnotationObstacle) -> RecordedAnnotation {
    // What was handed over before must be seen by the reader.
    try makeDurable(store, goesOn)
    var reader = AnnotationReader(disk)
    let before: [RecordedAnnotation]
    do throws(ArchiveError) {
      before = try reader.read()
    } catch {
      throw .unreadable("\(error)")
    }
    var annotation = annotation
    if annotation.kind == .release { annotation.scope = .all }
    do throws(AnnotationFault) {
      try rules.check(annotation, after: before, at: now)
    } catch {
      throw .fault(error)
    }
    // Behind the check: what is held may have left the configuration, and must be released all the same.
    if annotation.kind == .release {
      let hold = before.first { $0.id == annotation.reference }
      annotation.scope = hold?.annotation.scope ?? .all
    }
    if let silence, reader.hasStarted, !silence.isEmpty {
      store.append(
        [.gap(Gap(series: nil, interval: silence, slots: 0, cause: .daemonStopped))]
      )
    }
    let recorded = RecordedAnnotation(annotation, recordedAt: now)
    store.append([.annotated(recorded)])
    try makeDurable(store, goesOn)
    return recorded
  }

  /// What a person is told when it is on record, who may have named an incident that never was.
  package func receipt(_ recorded: RecordedAnnotation, reading disk: any Disk) -> String {
    recorded.receipt + (remark(reading: disk).map { "\n\($0)" } ?? "")
  }

  /// What is to be said of an incident that no event of the record tells of; nil if all is well, or that
  /// can't be told.
  ///
  /// It is no fault: what was imported has incidents without events.
  private func remark(reading disk: any Disk) -> String? {
    let parts = annotation.reference.split(separator: "/").map(String.init)
    guard parts.count == 3 else { return nil }
    let kind = EventKind.incidentOpened
    let start = EventKey(kind, parts[0], parts[1]).description + "/"
    var sieve = RecordSieve(disk) { record in
      if case .event(let event) = record { event.key.hasPrefix(start) } else { false }
    }
    guard let finds = try? sieve.read() else { return nil }
    let numbers = finds.compactMap { find -> UInt64? in
      guard case .event(let event) = find.record else { return nil }
      return UInt64(event.key.dropFirst(start.count))
    }
    if numbers.contains(where: { $0 == UInt64(parts[2]) }) { return nil }
    let known = Set(numbers).sorted().suffix(5).map { "\(parts[0])/\(parts[1])/\($0)" }
    return "warning: no event of the record tells of the incident \(annotation.reference); "
      + (known.isEmpty
        ? "it tells of none of this service" : "it tells of \(known.joined(separator: ", "))")
      + ": see constat incidents, and declare it again if it was another one"
  }

  private func makeDurable(
    _ store: Store,
    _ goesOn: () -> Bool
  ) throws(AnnotationObstacle) {
    switch Durability.wait(for: store, goesOn: goesOn) {
    case .durable: return
    case .refused: throw .notDurable
    case .interrupted: throw .interrupted
    }
  }
}

/// Why something is not declared; the text says what to do.
package enum AnnotationObstacle: Error, Hashable, Sendable {
  /// It may not be.
  case fault(AnnotationFault)
  /// The record can't be read: why.
  case unreadable(String)
  /// The disk doesn't take it.
  case notDurable
  /// Whoever records is to end.
  case interrupted

  /// How a command that meets it ends.
  package var status: ExitStatus {
    switch self {
    case .fault: .usage
    case .unreadable, .notDurable: .inputOutput
    case .interrupted: .temporary
    }
  }
}

extension AnnotationObstacle: CustomStringConvertible {
  /// What is wrong and what to do.
  package var description: String {
    switch self {
    case .fault(let fault): "\(fault)"
    case .unreadable(let text): text
    case .notDurable:
      "the store's disk takes nothing: make room on it, and look with `constat annotations` whether it"
        + " was recorded before you try again"
    case .interrupted:
      "interrupted: look with `constat annotations` whether it was recorded, and give the command again"
        + " if not"
    }
  }
}

extension RecordedAnnotation {
  /// One line that says that it is on record.
  package var receipt: String {
    let late = lateness.map { ", \($0) after it began" } ?? ""
    let notice = noticeLateness.map { "; LATE: noticed \($0) after it began" } ?? ""
    return "recorded \(annotation.kind.word) \(id) of \(annotation.scope) at \(recorded)\(late)"
      + notice
  }
}
