import Agreement
import Archive
import ArgumentParser
import Chronology
import ConfigFile
import Judging
import Posix
import Replaying
import Sampling
import Storage
import StoreFormat

/// A store and the agreements by which it is judged, as the reading commands need them.
struct RecordedStore {
  let configuration: Configuration
  let calendar: CalendarWindows
  /// The revisions by which is judged now.
  private(set) var agreements: [Agreement]

  /// Reads configuration, time zones and what was declared; says what is wrong and ends if that cannot
  /// be.
  ///
  /// - Parameter end: What was declared later doesn't count, nor a revision that came later; nil counts
  ///   everything.
  init(_ locations: Locations, at now: Instant, until end: Instant? = nil) throws {
    var configuration = try locations.load()
    if let end {
      configuration.agreements = RevisionRecord.readable(in: configuration.store)
        .known(of: configuration.agreements, at: end)
    }
    self.configuration = configuration
    do throws(ZoneFileError) {
      calendar = try CalendarWindows(
        configuration.agreements,
        annotations: Self.annotations(in: configuration.store, until: end)
      )
    } catch {
      throw ExitCode.because(error.description, .unavailable)
    }
    agreements = calendar.judging(
      configuration.agreements,
      measuredBy: configuration.checks,
      at: now
    )
  }

  /// What was declared by `end`, or by now; nothing of a record that isn't there.
  ///
  /// What can't be read is said where the record is read.
  private static func annotations(in store: String, until end: Instant?) -> [RecordedAnnotation] {
    guard let disk = try? PosixDisk.reading(store) else { return [] }
    var reader = AnnotationReader(disk)
    let all = (try? reader.read()) ?? []
    return all.filter { annotation in end.map { annotation.recorded <= $0 } ?? true }
  }

  /// The instant at which a record is judged that was read: `now`, or its last time if that is later,
  /// as it is while the daemon writes, and where the clock was ahead once.
  ///
  /// The latter is said on standard error.
  func time(of recollection: Recollection, after now: Instant) -> Instant {
    guard let last = recollection.lastTime, last > now else { return now }
    let lead = last - .now
    if lead >= .seconds(1) {
      Terminal.complain(
        "warning: the record is \(lead) ahead of this machine's clock and judged as of its own time,"
          + " \(last.rfc3339(decimals: 0)): see \"The clock\" in docs/operation.md"
      )
    }
    return last
  }

  /// Takes the revisions by which is judged at `time`.
  ///
  /// - Returns: Whether they are others than before.
  mutating func follow(to time: Instant) -> Bool {
    let held = calendar.judging(
      configuration.agreements,
      measuredBy: configuration.checks,
      at: time
    )
    defer { agreements = held }
    return held != agreements
  }

  /// The last time of the record; nil if there is none, or it can't be read.
  func lastTime() -> Instant? {
    guard let disk = try? PosixDisk.reading(configuration.store) else { return nil }
    // Of no check: what was recorded last is not sealed yet, or the ledger says when it was.
    let last = try? Replay.read(disk, of: [], judge: { Judge(agreements: []) })
    return last?.recollection.lastTime
  }

  /// Reads the record of the checks that a judge rests on, and judges it.
  ///
  /// What cannot be read of it is said on standard error.
  ///
  /// - Parameters:
  ///   - judge: Has been told nothing.
  ///   - varied: By which other rules the record is taken; nil takes it as it is.
  ///   - end: Nothing that was committed later is read; nil reads everything.
  ///   - start: The earliest instant that anything will be asked of, when the record has come to an
  ///     instant; nil reads everything.
  func replay(
    by judge: Judge,
    varied: VariedRecord? = nil,
    until end: Instant? = nil,
    since start: ((Instant) -> Instant)? = nil
  ) throws -> Replay.Result {
    var progress = Progress("reading the record, entries", whole: nil)
    defer { progress.end() }
    do throws(StoreError) {
      let result = try Replay.read(
        try PosixDisk.reading(configuration.store),
        of: Set(judge.services.flatMap(\.service.checks)),
        until: end,
        varied: varied,
        judge: { judge },
        since: start,
        progress: { progress.tell($0) }
      )
      progress.end()
      var warning = DamageWarning()
      warning.tell(result)
      return result
    } catch {
      throw ExitCode.because(error)
    }
  }

  /// The definitions of the configured checks.
  var definitions: [CheckDefinition] { configuration.checks.map(\.definition) }
}

extension ExitCode {
  /// Says why a store cannot be used, and how the command ends.
  static func because(_ error: StoreError) -> ExitCode {
    because(error.description, error.exitStatus)
  }
}
