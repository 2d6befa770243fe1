import Agreement
import Archive
import Chronology
import ConfigFile
import Events
import Execution
import Pcre2
import Posix
import Replaying
import Sampling
import Storage
import StoreFormat
import Systemd
import Upkeep

/// Reads the configuration again, and puts a new plan in the old one's place by difference.
///
/// What is refused changes nothing. It also follows the revision of an agreement that takes effect. It
/// runs on the control queue: probing and judging go on.
actor Reloader: QueueActor {
  nonisolated let executor: QueueExecutor
  /// Who judges by other agreements, or judges history that was imported.
  nonisolated let rejudging: Rejudging

  private let options: DaemonOptions
  private let assembly: Assembly
  private let lifeSigns: LifeSigns
  private var plan: Plan
  private var succession = Succession()
  /// Up to when revisions were followed; nil is the present.
  private var followedUntil: Instant?
  private var revisions: RevisionBook
  private var timer: QueueTimer?
  /// Told when another plan holds.
  private var followed: @Sendable () -> Void = {}

  /// A reloader of the plan that `assembly` began with.
  init(
    _ options: DaemonOptions,
    _ assembly: Assembly,
    _ lifeSigns: LifeSigns,
    on executor: QueueExecutor
  ) {
    self.executor = executor
    self.options = options
    self.assembly = assembly
    self.lifeSigns = lifeSigns
    plan = assembly.plan
    revisions = RevisionBook(assembly.replayed.recollection.revisions)
    rejudging = Rejudging(
      assembly.judge,
      assembly.plan.configuration,
      by: on(assembly.judge) { $0.agreements }
    )
  }

  /// From now on follows the revisions of agreements that take effect.
  ///
  /// - Parameter followed: Called when another plan holds.
  func begin(followed: @escaping @Sendable () -> Void = {}) {
    self.followed = followed
    timer = QueueTimer(on: executor) { [weak self] in self?.assumeIsolated { $0.look() } }
    // Those that go on after a stop hear first that it is over.
    succeed(until: assembly.recordedUntil)
  }

  /// Follows no more revisions.
  func leave() { timer = nil }

  private func look() {
    if succession.isDue(at: assembly.clock.now()) { succeed() } else { arm() }
  }

  /// Judges by the revisions that have taken over by now, or by `end`.
  private func succeed(until end: Instant? = nil) {
    let now = assembly.clock.now()
    let configuration = plan.configuration
    do throws(Failure) {
      let calendar = try Assembly.calendar(configuration)
      let settling = CalendarWindows.settling(of: configuration.checks)
      // After a stop each revision has a turn: the parts of windows that ended meanwhile are closed by it.
      let next = followedUntil.flatMap { end in
        Succession(configuration.agreements, calendar, settling: settling, after: end).next
      }
      let until = min(end ?? next ?? now, now)
      try rejudging.judge(by: configuration, calendar, since: until, at: now)
      followedUntil = until
      succession = Succession(
        configuration.agreements,
        calendar,
        settling: settling,
        after: until
      )
    } catch {
      succession = Succession(failedAt: now)
      Complaint.warn(
        "a revision has taken effect and is not judged by yet, which is tried again in a minute: "
          + error.message
      )
    }
    arm()
  }

  private func arm() {
    guard let time = succession.look(after: assembly.clock.now()) else {
      timer?.disarm()
      return
    }
    timer?.arm(at: assembly.clock.monotonic(at: time).nanoseconds)
  }

  /// What is recorded of a check that is measured now; nil if there is none of this name.
  func definition(of check: CheckID) -> CheckDefinition? {
    plan.configuration.checks.first { $0.id == check }?.definition
  }

  /// What is measured now.
  var configuration: Configuration { plan.configuration }

  /// How many checks are measured now.
  var checkCount: Int { plan.configuration.checks.count }

  /// Reads the configuration, and goes on with it or says why not.
  ///
  /// - Returns: What came of it; when this returns, the new plan runs or the one before goes on.
  func reload() -> ReloadOutcome {
    // First of all: the manager waits for it before it believes that a reload is over.
    on(lifeSigns) { $0.tell(.reloading) }
    let now = assembly.clock.now()
    let reading = DaemonProgram.load(options)
    let outcome: ReloadOutcome
    do throws(Failure) {
      outcome = .followed(try follow(try Self.accept(reading, instead: plan.configuration), now))
    } catch {
      outcome = .refusal(of: reading, error)
      Complaint.warn("reload refused: \(error.message)")
      assembly.store.append(
        [.event(Event.daemonReloadRefused(at: now, reason: error.message).recorded)],
        urgent: true
      )
    }
    on(lifeSigns) { $0.tell(.ready) }
    return outcome
  }

  /// The configuration to go on with.
  ///
  /// - Parameter old: The one that holds now; where its store, seal key, resolver or
  ///   retention is another, only a new start can follow.
  /// - Throws: Why the reading is refused, for an operator.
  static func accept(
    _ reading: ConfigReading,
    instead old: Configuration
  ) throws(Failure) -> Configuration {
    guard let new = reading.configuration else {
      // A warning may stand before the mistake for which it is refused.
      let errors = reading.diagnostics.filter { $0.severity == .error }
      let first = errors.first?.headline ?? "the configuration cannot be read"
      let more = errors.count + reading.omitted - 1
      let rest = more > 0 ? ", and \(more) more: see constat check-config" : ""
      throw Failure(message: first + rest, status: .configuration)
    }
    guard new.store == old.store, new.resolver == old.resolver,
      new.retention == old.retention, new.sealKey == old.sealKey, new.timestamp == old.timestamp
    else {
      throw Failure(
        message:
          "store, retain, seal-key, timestamp and resolver change only with a restart of constatd",
        status: .configuration
      )
    }
    return new
  }

  /// What is to be recorded of agreements that are taken into the plan.
  func revisionRecords(of agreements: [Agreement], at now: Instant) -> [Record] {
    revisions.records(of: agreements, at: now)
  }

  /// - Returns: What is other than before, in words.
  private func follow(_ new: Configuration, _ now: Instant) throws(Failure) -> String {
    if let reason = revisions.contradiction(new.agreements) {
      throw Failure(message: reason, status: .configuration)
    }
    let calendar = try Assembly.calendar(new)
    let next = try Plan.numbered(new, by: assembly.store)
    // The last that may refuse: from here on the new plan holds.
    try rejudging.judge(by: new, calendar, at: now)
    let difference = next.difference(from: plan)
    // Another than `now`: a long record has been read since, while the old plan held.
    let change = assembly.clock.now()
    on(assembly.store) { $0.setVantage(new.vantage) }
    assembly.archivist.count(Sealing.thresholds(new.agreements))
    let taken = revisionRecords(of: new.agreements, at: now)
    let reloaded = Event.daemonReloaded(
      at: now,
      added: difference.added,
      removed: difference.removed,
      changed: difference.changed,
      unchanged: difference.unchanged
    )
    assembly.store.append(
      taken + [
        .reloaded(
          DaemonStart(
            time: now,
            version: Version.text,
            configuration: Array(new.sha256.utf8)
          )
        ),
        .event(reloaded.recorded),
      ] + assembly.planBook.follow(next, at: change),
      urgent: true
    )
    on(assembly.scheduler) { $0.follow(next, from: change) }
    plan = next
    followedUntil = now
    succession = Succession(
      new.agreements,
      calendar,
      settling: CalendarWindows.settling(of: new.checks),
      after: now
    )
    arm()
    followed()
    return reloaded.message
  }
}
