package import Agreement
package import Chronology
package import Events
package import Judging
package import Sampling
package import Storage
package import StoreFormat

/// What a record amounts to when it is read from its beginning: the judge's facts, what the
/// series stand for, and what has been said.
///
/// The daemon begins with one, `constat report` ends with one. It is a fold: the same records give
/// the same bits. Imported samples lie in the record behind newer ones; they are fed to the judge in
/// the order of their starts, which takes a second reading (see ``needsSecondReading``).
package struct Recollection: Sendable {
  /// The most imported samples that are put in order: 5 million, about 600 MB.
  package static let importLimit = 5_000_000

  /// The facts.
  package private(set) var judge: Judge
  /// What each series stands for.
  package private(set) var definitions: [SeriesID: CheckDefinition] = [:]
  /// Samples read, imported ones included.
  package private(set) var sampleCount: Int64 = 0
  /// Where the probes ran from, as said last.
  package private(set) var vantage: String?
  /// The latest instant of the record: nothing in it is later.
  package private(set) var lastTime: Instant?
  /// When the record began: the first start that it tells of, or commit; nil while there is none.
  package private(set) var firstTime: Instant?
  /// Which checks were in no plan at the end.
  package private(set) var unplanned = UnplannedChecks()
  /// Which certificates checks met last.
  package private(set) var certificates = MetCertificates()
  /// How exact the clock was.
  package private(set) var clock = ClockHistory()
  /// Whether a daemon has ever measured here.
  package private(set) var hasStarted = false
  /// Whether the daemon that wrote last stopped as asked.
  package private(set) var endedCleanly = true
  /// Whether imported samples were met behind newer ones, so that the record is to be read again.
  package private(set) var needsSecondReading = false

  /// The revisions of agreements that were taken into the plan.
  package private(set) var revisions: [RecordedRevision] = []

  /// What the recorded events have said, delivered or not.
  package internal(set) var announcer = Announcer()
  /// The events that are not delivered yet, with their places in the record.
  private var waiting: [EventKey: (place: Int, event: Event)] = [:]
  private var eventCount = 0
  /// Imported samples as they were read: what a second reading begins with.
  private var imports: [Sample] = []
  /// In a second reading, what is still to be fed of each check, ascending by start.
  private var importsToFeed: [CheckID: ArraySlice<Sample>] = [:]
  private var isSecondReading = false
  private var trace = ImportTrace()
  /// Time of which samples were imported that cannot be read any more, the first
  /// ``lostImportLimit`` stretches.
  package private(set) var lostImports: [Gap] = []
  /// How many stretches of lost imports are told; all are judged.
  package static let lostImportLimit = 1_000
  /// By which other rules definitions and samples are taken; nil takes them as they are.
  package private(set) var varied: VariedRecord?

  /// A recollection of nothing yet.
  package init(judge: Judge) {
    self.judge = judge
  }

  /// A recollection of nothing yet, of a record that is taken by other rules.
  init(judge: Judge, varied: VariedRecord?) {
    self.judge = judge
    self.varied = varied
  }

  /// A second reading of the same record, which knows what was imported.
  package init(rereading first: Recollection, judge: Judge) {
    self.judge = judge
    varied = first.varied?.anew
    isSecondReading = true
    // What was imported may stand in the record behind what it is fed before, and so may its
    // definition.
    for series in Set(first.imports.map(\.series)).sorted() {
      if let definition = first.definitions[series] { define(series, definition) }
    }
    let imports = Dictionary(grouping: first.imports) { first.definitions[$0.series]?.id }
    for case (let check?, let samples) in imports {
      importsToFeed[check] = samples.sorted { $0.start < $1.start }[...]
    }
  }

  /// The events that were recorded and not delivered, in order.
  package var undelivered: [Event] {
    waiting.values.sorted { $0.place < $1.place }.map(\.event)
  }

  /// Takes the next record.
  package mutating func take(_ record: Record) {
    switch record {
    case .vantage(let name): vantage = name
    case .series(let series, let definition):
      definitions[series] = definition
      define(series, definition)
    case .sample(let sample): take(sample)
    case .gap(let gap): feed(gap)
    case .loss(let loss): feed(loss.gap)
    case .started(let start):
      hasStarted = true
      lose(trace.finish())
      note(start.time, cleanly: false)
    case .reloaded(let start): note(start.time, cleanly: false)
    case .stopped(let time):
      lose(trace.finish())
      note(time, cleanly: true)
    case .clock(let mark):
      clock.take(mark)
      judge.take(mark)
      note(mark.time, cleanly: endedCleanly)
    case .event(let event): take(event)
    case .sent(let key): waiting[EventKey(recorded: key)] = nil
    case .imported(let mark): lose(trace.take(mark))
    case .unplanned(let time):
      if let check = definitions[time.series]?.id { unplanned.take(time, of: check) }
    case .observed(let observations): judge.take(observations)
    case .certificate(let mark):
      judge.take(mark.served, of: mark.series, since: mark.met, lastBefore: mark.lastBefore)
      if let check = definitions[mark.series]?.id { certificates.take(mark, of: check) }
    case .expired, .expiredRollup, .annotated, .sealed, .key, .unknown: break
    }
  }

  /// Takes samples of one check that are sealed: in the order of their starts, imported ones in their
  /// place.
  package mutating func take(sealed samples: [Sample]) {
    for sample in samples {
      sampleCount += 1
      let isImported = sample.flags.contains(.imported)
      if isImported {
        trace.pass(sample.series, 1, through: sample.start)
      } else {
        lastTime = max(lastTime ?? sample.end, sample.end)
      }
      if isSecondReading, let check = definitions[sample.series]?.id {
        feedImports(of: check, before: sample.start)
      }
      tell(sample)
    }
  }

  /// Takes all samples that a row sums up.
  ///
  /// - Parameter later: When a sample of the check starts that is known to follow; nil if none is.
  /// - Returns: False, and nothing is taken, where they are needed one by one.
  package mutating func take(_ run: AvailableRun, before later: Instant?) -> Bool {
    if isSecondReading, let check = definitions[run.first.series]?.id {
      feedImports(of: check, before: run.first.start)
      if let next = importsToFeed[check]?.first, next.start <= run.last.start { return false }
    }
    guard judge.take(run, before: later) else { return false }
    sampleCount += run.count
    if run.first.flags.contains(.imported) {
      trace.pass(run.first.series, UInt64(run.count), through: run.last.start)
    } else {
      lastTime = max(lastTime ?? run.last.end, run.last.end)
    }
    return true
  }

  /// Takes a place where the record cannot be read.
  package mutating func take(_ damage: Damage) {
    // A sealed file says itself whose time is lost.
    if !damage.isSealed { trace.noteDamage() }
    feed(damage.loss.gap)
  }

  /// Notes that a group of records was committed at `time`.
  package mutating func note(commit time: Instant) {
    firstTime = min(firstTime ?? time, time)
    lastTime = max(lastTime ?? time, time)
  }

  /// Feeds what is left of the imports; call it when the record has been read.
  package mutating func finish() {
    lose(trace.finish())
    for check in importsToFeed.keys.sorted() { feedImports(of: check, before: nil) }
  }

  /// Forgets the facts, and what the series stand for.
  mutating func dropFacts() {
    judge = Judge(agreements: [])
    definitions = [:]
    imports = []
  }

  /// Lets the judge forget what no window from `instant` on needs.
  package mutating func forget(before instant: Instant) {
    judge.forget(before: instant)
  }

  private mutating func note(_ time: Instant, cleanly: Bool) {
    firstTime = min(firstTime ?? time, time)
    lastTime = max(lastTime ?? time, time)
    endedCleanly = cleanly
  }

  private mutating func define(_ series: SeriesID, _ definition: CheckDefinition) {
    judge.define(series, varied?.definition(definition) ?? definition)
  }

  /// Gives a sample to the judge; false if that refused it.
  @discardableResult
  private mutating func tell(_ sample: Sample) -> Bool {
    if varied != nil, let check = definitions[sample.series]?.id,
      varied?.keeps(sample, of: check) == false
    {
      return true
    }
    return judge.take(sample)
  }

  private mutating func take(_ sample: Sample) {
    sampleCount += 1
    guard sample.flags.contains(.imported) else {
      lastTime = max(lastTime ?? sample.end, sample.end)
      if isSecondReading, let check = definitions[sample.series]?.id {
        feedImports(of: check, before: sample.start)
      }
      tell(sample)
      return
    }
    lose(trace.take(sample))
    if isSecondReading { return }
    // A first import into an empty store is in order already, and is read once.
    if !tell(sample) { needsSecondReading = true }
    if imports.count < Recollection.importLimit { imports.append(sample) }
  }

  private mutating func lose(_ gaps: [Gap]) {
    for gap in gaps {
      judge.take(gap)
      if lostImports.count < Recollection.lostImportLimit { lostImports.append(gap) }
    }
  }

  private mutating func feed(_ gap: Gap) {
    // While the daemon ran, an attempt that began before a gap may be recorded behind it.
    if gap.cause == .daemonStopped {
      for check in importsToFeed.keys.sorted() {
        feedImports(of: check, before: gap.interval.start)
      }
    }
    judge.take(gap)
  }

  private mutating func feedImports(of check: CheckID, before instant: Instant?) {
    while let next = importsToFeed[check]?.first, instant.map({ next.start < $0 }) ?? true {
      importsToFeed[check]?.removeFirst()
      tell(next)
    }
  }

  private mutating func take(_ recorded: RecordedEvent) {
    if let revision = RecordedRevision(recorded) { revisions.append(revision) }
    let key = EventKey(recorded: recorded.key)
    announcer.note(key)
    guard waiting[key] == nil, let event = Event(recorded) else { return }
    waiting[key] = (eventCount, event)
    eventCount += 1
  }
}

extension Event {
  /// An event as it stands in the record; nil for a kind that this version does not know.
  package init?(_ recorded: RecordedEvent) {
    self.init(
      kind: recorded.kind,
      key: recorded.key,
      time: recorded.time,
      message: recorded.message,
      fields: recorded.fields.map { EventField($0.name, $0.value) },
      place: recorded.place.map { SourcePlace(file: $0.file, line: $0.line) }
    )
  }

  /// The event as it goes into the record.
  package var recorded: RecordedEvent {
    var event = RecordedEvent(
      kind: kind.rawValue,
      key: key.description,
      time: time,
      message: message,
      fields: fields.map { RecordedEvent.Field(name: $0.name, value: $0.value) }
    )
    event.place = RecordedEvent.Place(file: place.file, line: place.line)
    return event
  }
}
