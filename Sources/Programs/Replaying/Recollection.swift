package import Chronology
package import Events
package import Judging
package import Sampling
package import StoreFormat

/// What a record amounts to when it is read from its beginning: the judge's facts, what the
/// series stand for, and what has been said.
///
/// The daemon begins with one, `constat report` ends with one. It is a fold: the same records give
/// the same bits. Imported samples lie in the record behind newer ones; they are fed to the judge in
/// the order of their starts, which takes a second reading (see ``needsSecondReading``).
package struct Recollection: Sendable {
  /// The most keys of past events that are remembered, the newest; older ones cannot come again,
  /// because the judge has forgotten their windows.
  package static let keyLimit = 200_000
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
  /// Whether the daemon that wrote last stopped as asked.
  package private(set) var endedCleanly = true
  /// What stretches of each series the record has samples in, for imports to keep clear of.
  package private(set) var stretches: [SeriesID: Interval] = [:]
  /// Whether imported samples were met behind newer ones, so that the record is to be read again.
  package private(set) var needsSecondReading = false

  private var said: [EventKey] = []
  private var waiting: [EventKey: Event] = [:]
  private var waitingOrder: [EventKey] = []
  private var imports: [Sample] = []
  private var nextImport = 0
  private var isSecondReading = false

  /// A recollection of nothing yet.
  package init(judge: Judge) {
    self.judge = judge
  }

  /// A second reading of the same record, which knows what was imported.
  package init(rereading first: Recollection, judge: Judge) {
    self.judge = judge
    imports = first.imports.sorted { $0.start < $1.start }
    isSecondReading = true
  }

  /// The keys of the events in the record, for an ``Announcer``.
  package var saidKeys: [EventKey] { said }

  /// The events that were recorded and not delivered, in order.
  package var undelivered: [Event] { waitingOrder.compactMap { waiting[$0] } }

  /// Takes the next record.
  package mutating func take(_ record: Record) {
    switch record {
    case .vantage(let name): vantage = name
    case .series(let series, let definition):
      definitions[series] = definition
      judge.define(series, definition)
    case .sample(let sample): take(sample)
    case .gap(let gap): feed(gap)
    case .loss(let loss): feed(loss.gap)
    case .started(let start), .reloaded(let start): note(start.time, cleanly: false)
    case .stopped(let time): note(time, cleanly: true)
    case .clock(let mark): note(mark.time, cleanly: endedCleanly)
    case .event(let event): take(event)
    case .sent(let key): forget(EventKey(recorded: key))
    case .imported, .expired: break
    }
  }

  /// Notes that a group of records was committed at `time`.
  package mutating func note(commit time: Instant) {
    lastTime = max(lastTime ?? time, time)
  }

  /// Feeds what is left of the imports; call it when the record has been read.
  package mutating func finish() {
    feedImports(before: nil)
  }

  /// Forgets the facts, what the series stand for and their stretches.
  mutating func dropFacts() {
    judge = Judge(agreements: [])
    definitions = [:]
    stretches = [:]
    imports = []
  }

  /// Lets the judge forget what no window from `instant` on needs.
  package mutating func forget(before instant: Instant) {
    judge.forget(before: instant)
  }

  private mutating func note(_ time: Instant, cleanly: Bool) {
    lastTime = max(lastTime ?? time, time)
    endedCleanly = cleanly
  }

  private mutating func take(_ sample: Sample) {
    sampleCount += 1
    let stretch = stretches[sample.series] ?? Interval(sample.start, sample.start)
    stretches[sample.series] = Interval(
      min(stretch.start, sample.start),
      max(stretch.end, sample.start + .milliseconds(1))
    )
    guard sample.flags.contains(.imported) else {
      lastTime = max(lastTime ?? sample.end, sample.end)
      feedImports(before: sample.start)
      judge.take(sample)
      return
    }
    if isSecondReading { return }
    // A first import into an empty store is in order already, and is read once.
    if !judge.take(sample) { needsSecondReading = true }
    if imports.count < Recollection.importLimit { imports.append(sample) }
  }

  private mutating func feed(_ gap: Gap) {
    feedImports(before: gap.interval.start)
    judge.take(gap)
  }

  private mutating func feedImports(before instant: Instant?) {
    guard isSecondReading else { return }
    while nextImport < imports.count, instant.map({ imports[nextImport].start < $0 }) ?? true {
      judge.take(imports[nextImport])
      nextImport += 1
    }
  }

  private mutating func take(_ recorded: RecordedEvent) {
    let key = EventKey(recorded: recorded.key)
    if said.count == Recollection.keyLimit { said.removeFirst(Recollection.keyLimit / 2) }
    said.append(key)
    guard let event = Event(recorded), waiting.updateValue(event, forKey: key) == nil else {
      return
    }
    waitingOrder.append(key)
  }

  private mutating func forget(_ key: EventKey) {
    waiting[key] = nil
    // Delivered in order, almost always: the front is dropped as it empties.
    if waitingOrder.first == key { waitingOrder.removeFirst() }
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
      fields: recorded.fields.map { EventField($0.name, $0.value) }
    )
  }

  /// The event as it goes into the record.
  package var recorded: RecordedEvent {
    RecordedEvent(
      kind: kind.rawValue,
      key: key.description,
      time: time,
      message: message,
      fields: fields.map { RecordedEvent.Field(name: $0.name, value: $0.value) }
    )
  }
}
