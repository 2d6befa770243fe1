import Agreement
import Chronology
import Events
import Execution
import Judging
import Posix
import Replaying
import Sampling
import Storage
import StoreFormat

/// Judges what is durable, and says what is new.
///
/// It takes committed groups in order. An event that it finds goes into the record first; when that
/// is durable it comes back here with its group, and only then leaves the process. While the disk takes
/// nothing, a second judge goes on with what waits in memory, and its events leave at once, marked.
actor JudgeDriver: QueueActor {
  nonisolated let executor: QueueExecutor

  private var judge: Judge
  /// One that has also heard what waits for the disk; nil while nothing does.
  private var provisional: Judge?
  /// What was said before it was durable: not to be said again when it is.
  private var saidEarly: Set<EventKey> = []
  private var announcer: Announcer
  private var calendar: CalendarWindows
  private var judgedCommit: UInt64
  /// The last commit that the judge itself has read: a judge that followed may be ahead.
  private var heardCommit: UInt64
  private var lastForgetting: Instant?
  private var lastFullLook: Instant?
  private var unposted: [Event] = []
  private var held: HeldGroups?
  private let heldLimit: Int
  private let record: @Sendable ([Record]) -> Void
  private let deliver: @Sendable ([Event], _ again: Int) -> Int
  private let watch: @Sendable (JudgedGroup) -> Void

  /// How often the judge lets go of what no window needs.
  private static let forgetting = TimeAmount.minutes(10)
  /// How often everything is looked at, and not only what was touched: silence changes facts too.
  private static let fullLook = TimeAmount.seconds(5)
  /// How many events wait here at most for the delivery to have room.
  ///
  /// What does not fit stays in the record and is said at the next start.
  private static let unpostedLimit = 100_000

  /// How many records are held at most while another judge reads the record.
  static let heldLimit = 2_000_000

  /// A driver that goes on where `replayed` ends.
  ///
  /// - Parameters:
  ///   - record: Puts events into the record, durable at once.
  ///   - deliver: Takes events that are durable, to be said, of which so many of the first ones found
  ///     no room before; answers how many of the first ones it took.
  ///   - watch: Takes each group that has been judged, for a person who watches.
  init(
    _ replayed: Replay.Result,
    calendar: CalendarWindows,
    on executor: QueueExecutor,
    heldLimit: Int = JudgeDriver.heldLimit,
    record: @escaping @Sendable ([Record]) -> Void,
    deliver: @escaping @Sendable ([Event], _ again: Int) -> Int,
    watch: @escaping @Sendable (JudgedGroup) -> Void
  ) {
    self.executor = executor
    self.heldLimit = heldLimit
    judge = replayed.recollection.judge
    announcer = replayed.recollection.announcer
    judgedCommit = replayed.lastCommit
    heardCommit = replayed.lastCommit
    self.calendar = calendar
    self.record = record
    self.deliver = deliver
    self.watch = watch
  }

  /// Says what was recorded but not delivered before the restart, and what is true where the record
  /// ends and was not said.
  func begin(undelivered: [Event], at end: Instant?) {
    post(undelivered)
    if let end { announce(at: end) }
  }

  /// From now on keeps what it takes, for another judge that is reading the record.
  ///
  /// Limit: ``heldLimit`` records; then it lets go of them, and the other judge cannot follow.
  func hold() { held = HeldGroups(limit: heldLimit) }

  /// No other judge comes.
  func letGo() { held = nil }

  /// Goes on with another judge, which has read the record up to some commit: the agreements have
  /// changed, or history was imported.
  ///
  /// It first hears what was held since.
  ///
  /// - Returns: Whether it does; if not, more became durable meanwhile than is held, and this judge
  ///   goes on.
  func follow(_ replayed: Replay.Result, calendar: CalendarWindows) -> Bool {
    defer { held = nil }
    if held?.isOverflown == true { return false }
    judge = replayed.recollection.judge
    announcer.known = replayed.recollection.announcer.known
    self.calendar = calendar
    // It judged by the agreements before; what still waits is judged when it is durable.
    provisional = nil
    heardCommit = replayed.lastCommit
    for group in held?.groups ?? [] { hear(group) }
    return true
  }

  /// Takes groups that have become durable, in order.
  func take(_ groups: [CommitGroup]) {
    for group in groups where group.sequence > judgedCommit {
      judgedCommit = group.sequence
      held?.add(group)
      hear(group)
      let events = said(in: group).filter { saidEarly.remove($0.key) == nil }
      post(events)
      // Of what waits behind it more is known already.
      if provisional == nil { announce(at: group.time) }
      watch(JudgedGroup(group: group, events: events))
      forget(at: group.time)
    }
  }

  /// Takes what waits for a disk that takes nothing, in order, each record once.
  ///
  /// Limit: a second judge, and the keys of the events that it has said.
  func takeWaiting(_ group: CommitGroup) {
    if provisional == nil { provisional = judge }
    for record in group.records { provisional?.hear(record) }
    let events = said(in: group).filter { saidEarly.insert($0.key).inserted }
      .map(\.saidBeforeDurable)
    post(events)
    announce(at: group.time)
    let shown = CommitGroup(sequence: 0, time: group.time, records: [])
    if !events.isEmpty { watch(JudgedGroup(group: shown, events: events)) }
  }

  /// Goes on with what is durable: nothing waits any more.
  func settle() { provisional = nil }

  private func said(in group: CommitGroup) -> [Event] {
    group.records.compactMap { record in
      if case .event(let recorded) = record { Event(recorded) } else { nil }
    }
  }

  private func hear(_ group: CommitGroup) {
    guard group.sequence > heardCommit else { return }
    heardCommit = group.sequence
    for record in group.records {
      judge.hear(record)
      // They rest on no check that could be touched.
      if case .observed = record { lastFullLook = nil }
    }
  }

  /// The facts, for a report.
  func facts() -> Judge { judge }

  /// The revisions by which is judged, in the order of the configuration.
  var agreements: [Agreement] {
    judge.services.map(\.agreement).reduce(into: []) { agreements, agreement in
      if agreements.last != agreement { agreements.append(agreement) }
    }
  }

  /// Incidents that are open now.
  var openIncidentCount: Int { (provisional ?? judge).openIncidents.count }

  /// Samples that the judge could not use, because they did not start after the latest of their check,
  /// have no definition, or lie outside the span of time that it knows.
  var refusedCount: Int64 { judge.refused }

  private func announce(at now: Instant) {
    let isFull = lastFullLook.map { now - $0 >= JudgeDriver.fullLook } ?? true
    if isFull { lastFullLook = now }
    let closed = announcer.closedWindows
    let events = announcer.announce(
      provisional ?? judge,
      at: now,
      touchedOnly: !isFull
    ) { [calendar] promise in
      calendar.pending(promise, after: closed.last(of: promise), now: now)
    }
    if provisional == nil { judge.settle() } else { provisional?.settle() }
    if !events.isEmpty { record(events.map { .event($0.recorded) }) }
  }

  /// Hands events over to be said, after those that found no room before.
  private func post(_ events: [Event]) {
    let waiting = unposted + events
    let taken = deliver(waiting, unposted.count)
    unposted = Array(waiting.dropFirst(taken).prefix(JudgeDriver.unpostedLimit))
  }

  private func forget(at now: Instant) {
    if let lastForgetting, now - lastForgetting < JudgeDriver.forgetting { return }
    lastForgetting = now
    judge.forget(before: calendar.earliestNeeded(judge.promises, now: now))
    CurrentProcess.returnFreeMemory()
  }
}

/// What became durable while another judge reads the record.
struct HeldGroups: Sendable {
  private(set) var groups: [CommitGroup] = []
  /// Whether there were more than could be held; then none is.
  private(set) var isOverflown = false
  private let limit: Int
  private var count = 0

  /// Holds up to `limit` records.
  init(limit: Int) { self.limit = limit }

  /// Holds another group.
  mutating func add(_ group: CommitGroup) {
    count += group.records.count
    isOverflown = isOverflown || count > limit
    if isOverflown { groups = [] } else { groups.append(group) }
  }
}

extension Judge {
  /// Takes a record, if it is one that facts follow from.
  fileprivate mutating func hear(_ record: Record) {
    switch record {
    case .series(let series, let definition): define(series, definition)
    // Imported samples lie behind newer ones: the judge that comes with them reads them.
    case .sample(let sample) where !sample.flags.contains(.imported): take(sample)
    case .gap(let gap): take(gap)
    case .observed(let observations): take(observations)
    case .loss(let loss): take(loss.gap)
    case .clock(let mark): take(mark)
    case .certificate(let mark):
      take(mark.served, of: mark.series, since: mark.met, lastBefore: mark.lastBefore)
    default: break
    }
  }
}

/// A group of records that has been judged.
struct JudgedGroup: Sendable {
  /// What became durable together.
  let group: CommitGroup
  /// The events in it, which may be said now.
  let events: [Event]
}
