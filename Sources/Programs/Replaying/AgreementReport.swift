package import Agreement
import Archive
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
  ///   - revisions: All that are known of the agreement: of those before it the record is read too where
  ///     what they gave counts toward a year's cap.
  /// - Throws: ``ReportFailure`` when the zone or the store cannot be read.
  package func make(
    on agreement: Agreement,
    by judge: Judge,
    over period: Report.Period,
    at now: Instant,
    clock: ClockHistory? = nil,
    revisions: [Agreement]
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
      vantage: vantage,
      after: try earlier(than: agreement, of: revisions, over: period, at: now)
    )
    report.earlier = revisions.listed(before: agreement)
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
      report.take(
        try Replay.percentiles(
          of: report,
          by: judge,
          at: now,
          until: end,
          on: try PosixDisk.reading(store)
        )
      )
      return report
    } catch {
      throw .store(error)
    }
  }

  /// The revisions before `agreement` that count toward a year's cap, each with what was recorded.
  private func earlier(
    than agreement: Agreement,
    of revisions: [Agreement],
    over period: Report.Period,
    at now: Instant
  ) throws(ReportFailure) -> [EarlierRevision] {
    let own = revisions.filter { $0.id == agreement.id }
    guard own.count > 1, agreement.clauses.credits?.yearCap != nil else { return [] }
    let disk: PosixDisk
    do throws(StoreError) {
      disk = try PosixDisk.reading(store)
    } catch {
      throw .store(error)
    }
    // What was declared and can't be read is said where the record of the agreement itself is read.
    var reader = AnnotationReader(disk)
    let declared = ((try? reader.read()) ?? []).filter { annotation in
      end.map { annotation.recorded <= $0 } ?? true
    }
    let calendar: CalendarWindows
    do throws(ZoneFileError) {
      calendar = try CalendarWindows(own, annotations: declared)
    } catch {
      throw .zone(error)
    }
    var found: [EarlierRevision] = []
    for (revision, asked) in calendar.earlier(than: agreement, of: own, over: period, at: now) {
      let period = Report.Period.fixed(name: "\(revision.revision)", asked)
      do throws(StoreError) {
        let read = try Replay.read(
          disk,
          of: Set(revision.services.flatMap(\.checks)),
          until: end,
          judge: { calendar.judge(by: revision, over: period, at: now) },
          since: calendar.earliestNeeded(revision, over: period, at: now)
        )
        let zone = calendar.zone(of: revision)
        found.append(EarlierRevision(revision, by: read.recollection.judge, in: zone))
      } catch {
        throw .store(error)
      }
    }
    return found
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
