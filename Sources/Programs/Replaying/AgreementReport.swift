package import Agreement
package import Archive
package import Chronology
package import Judging
package import Reporting
import Sampling
package import Storage

/// Makes the report on an agreement: facts from a judge, the count of samples from the store, the
/// rules of the zone from the host.
package struct AgreementReport: Sendable {
  let store: String
  let vantage: String
  let end: Instant?
  /// Whether pages show latencies of later parts: sums of days may hold what came on record after ``end``.
  let showsLatencies: Bool

  /// Reports on what the store at the path `store` holds.
  ///
  /// - Parameters:
  ///   - vantage: Where the probes ran from, as the record says.
  ///   - end: Only what was committed by then; nil is everything.
  ///   - showsLatencies: Whether pages show latencies of the later parts of a divided period; nil where
  ///     everything was read: sums of days may hold what came on record after an instant.
  package init(
    _ store: String,
    vantage: String,
    until end: Instant? = nil,
    showsLatencies: Bool? = nil
  ) {
    self.store = store
    self.vantage = vantage
    self.end = end
    self.showsLatencies = showsLatencies ?? (end == nil)
  }

  /// The report; of a period that a later revision divides with its other parts.
  ///
  /// - Parameters:
  ///   - judge: Has been told the whole record up to `now`.
  ///   - now: The instant of the report.
  ///   - clock: How exact the clock was, if that was read.
  ///   - revisions: All that are known of the agreement: of those before it the record is read too where
  ///     what they gave counts toward a year's cap, of those after it where they divide the period.
  ///   - index: What the reading for the judge had of the ledger; nil reads that again.
  ///   - isWhole: Whether it has those other parts.
  /// - Throws: ``ReportFailure`` when the zone or the store cannot be read.
  package func make(
    on agreement: Agreement,
    by judge: Judge,
    over period: Report.Period,
    at now: Instant,
    clock: ClockHistory? = nil,
    revisions: [Agreement],
    from index: SealedIndex? = nil,
    isWhole: Bool = true
  ) throws(ReportFailure) -> Report {
    var report = try part(agreement, judge, over: period, at: now, clock, revisions, from: index)
    if isWhole { report.parts = try parts(of: period, after: agreement, revisions, at: now) }
    return report
  }

  /// One part of it, or all.
  func part(
    _ agreement: Agreement,
    _ judge: Judge,
    over period: Report.Period,
    at now: Instant,
    _ clock: ClockHistory?,
    _ revisions: [Agreement],
    from index: SealedIndex?
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
      report.clock = clock?.standing(in: stretch)
      let measured = try Replay.measured(
        in: stretch,
        for: report,
        by: judge,
        at: now,
        until: end,
        from: index,
        on: try PosixDisk.reading(store)
      )
      report.samples = measured.count
      report.take(measured.percentiles)
      return report
    } catch {
      throw .store(error)
    }
  }

  /// The store, and the calendar of revisions of one agreement with what was declared.
  func record(
    of revisions: [Agreement]
  ) throws(ReportFailure) -> (disk: PosixDisk, calendar: CalendarWindows) {
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
    do throws(ZoneFileError) {
      return (disk, try CalendarWindows(revisions, annotations: declared))
    } catch {
      throw .zone(error)
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
    let (disk, calendar) = try record(of: own)
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
