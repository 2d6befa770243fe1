import Agreement
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
  /// The revisions that hold now.
  let agreements: [Agreement]

  /// Reads configuration and time zones; says what is wrong and ends if that cannot be.
  init(_ locations: Locations, at now: Instant) throws {
    configuration = try locations.load()
    do throws(ZoneFileError) {
      calendar = try CalendarWindows(configuration.agreements)
    } catch {
      throw ExitCode.because(error.description, .unavailable)
    }
    agreements = calendar.inEffect(configuration.agreements, at: now)
  }

  /// Reads the record of the checks that `agreements` name, and judges it by them.
  ///
  /// What cannot be read of it is said on standard error.
  ///
  /// - Parameters:
  ///   - cuts: Where windows begin or end that are no objective's own.
  ///   - end: Nothing that was committed later is read; nil reads everything.
  func replay(
    _ agreements: [Agreement],
    cuts: [Instant] = [],
    until end: Instant? = nil
  ) throws -> Replay.Result {
    do throws(StoreError) {
      let result = try Replay.read(
        try PosixDisk.reading(configuration.store),
        of: Set(agreements.flatMap { $0.services.map(\.check) }),
        until: end,
        judge: { calendar.judge(by: agreements, cuts: cuts) },
        progress: { count in
          if StandardStream.error.isTerminal, count.isMultiple(of: 1_000_000) {
            try? StandardStream.error.write("\r\(count / 1_000_000) million records read")
          }
        }
      )
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

extension Instant {
  /// UTC now, by the machine's clock.
  static var now: Instant { Instant(nanoseconds: SystemClocks.realtime()) }
}
