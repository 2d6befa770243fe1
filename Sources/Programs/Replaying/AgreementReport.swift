package import Agreement
package import Chronology
package import Judging
package import Reporting
import Sampling
package import Storage

/// Makes the report on an agreement: facts from a judge, the count of samples from the store, the
/// rules of the zone from the host.
package struct AgreementReport: Sendable {
  private let store: String
  private let vantage: String
  private let end: Instant?

  /// Reports on what the store at the path `store` holds.
  ///
  /// - Parameters:
  ///   - vantage: Where the probes ran from, as the record says.
  ///   - end: Only what was committed by then; nil is everything.
  package init(_ store: String, vantage: String, until end: Instant? = nil) {
    self.store = store
    self.vantage = vantage
    self.end = end
  }

  /// The report.
  ///
  /// - Parameters:
  ///   - judge: Has been told the whole record up to `now`.
  ///   - now: The instant of the report.
  ///   - clock: How exact the clock was, if that was read.
  /// - Throws: ``ReportFailure`` when the zone or the store cannot be read.
  package func make(
    on agreement: Agreement,
    by judge: Judge,
    over period: Report.Period,
    at now: Instant,
    clock: ClockHistory? = nil
  ) throws(ReportFailure) -> Report {
    let zone: ZoneRules
    do throws(ZoneFileError) {
      zone = try ZoneFiles.rules(of: agreement.timeZone)
    } catch {
      throw .zone(error)
    }
    var report = Report(
      on: agreement,
      by: judge,
      over: period,
      at: now,
      zone: zone,
      zoneVersion: ZoneFiles.version(),
      vantage: vantage
    )
    do throws(StoreError) {
      // What is judged of an open period ends with its last sample, which is evidence too.
      let last = report.isClosed ? report.window.end : report.judgedUntil + .milliseconds(1)
      let stretch = Interval(report.window.start, last)
      report.samples = try Replay.count(
        of: Set(agreement.services.flatMap(\.checks)),
        in: stretch,
        until: end,
        on: try PosixDisk.reading(store)
      )
      report.clock = clock?.standing(in: stretch)
      return report
    } catch {
      throw .store(error)
    }
  }
}

/// Why there is no report; each says what to do.
package enum ReportFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The rules of the agreement's zone cannot be read.
  case zone(ZoneFileError)
  /// The store cannot be read.
  case store(StoreError)

  /// One line for an operator.
  package var description: String {
    switch self {
    case .zone(let error): error.description
    case .store(let error): error.description
    }
  }
}
