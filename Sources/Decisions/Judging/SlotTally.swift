import Accounting
import Agreement
import Chronology
import Sampling

/// The slots of one window, as far as it is judged.
struct SlotTally {
  /// What those that have samples come to.
  let filled: SlotSums
  /// How many there are.
  let slots: Int64
  /// Of how many their samples are no longer known.
  var forgotten: Int64 = 0
  /// How many the whole window has.
  let whole: Int64
}

/// A sample as slots count it.
struct SlotSample {
  let start: Instant
  let isBad: Bool
}

/// The slots of one promise's window, added up once as far as no sample will be added to them.
struct SlotAccount: Sendable {
  private let window: Interval
  private let terms: SlotTerms
  /// Nil of a window that isn't judged.
  private var counts: SlotCounts?
  /// Before it all samples are counted.
  private(set) var end: Instant

  /// The slots of `window`, whose promised time is `time`, and of which nothing is counted yet.
  init(_ terms: SlotTerms, in window: Interval, _ time: ServiceTime?) {
    self.window = window
    self.terms = terms
    counts = time.map { SlotCounts(terms.length, in: $0) }
    end = window.start
  }

  /// Whether it is of the window that holds `instant`.
  func isCurrent(at instant: Instant) -> Bool { window.contains(instant) }

  /// Counts `samples`, which are all that start from ``end`` up to `limit`.
  mutating func settle(_ samples: [SlotSample], before limit: Instant) {
    for sample in samples { counts?.add(at: sample.start, isBad: sample.isBad) }
    end = limit
    counts?.settle(before: limit, by: terms)
  }

  /// Whether it can tell of `window`, judged up to `instant`.
  func tells(_ window: Interval, judgedUntil instant: Instant) -> Bool {
    window == self.window && instant >= end
  }

  /// The slots of the window judged up to `instant`, with `samples`, which are all that start from
  /// ``end`` up to there; nil if it isn't judged.
  func tally(judgedUntil instant: Instant, _ samples: [SlotSample]) -> SlotTally? {
    guard var counts else { return nil }
    for sample in samples { counts.add(at: sample.start, isBad: sample.isBad) }
    return SlotTally(
      filled: counts.filled(by: terms),
      slots: counts.slots(before: instant),
      whole: counts.slots
    )
  }
}

extension Judge {
  /// The slots of the promise `number` in the window of `evaluation`; nil if that isn't judged.
  func slotTally(
    ofPromise number: Int,
    _ terms: SlotTerms,
    _ evaluation: Evaluation
  ) -> SlotTally? {
    let (service, judged, window) = (evaluation.service, evaluation.judged, evaluation.window)
    let own = recorderNumbers[number].map { recorders[$0] }
    let knownFrom = own.compactMap { $0.keptFrom(in: judged) }.max()
    // What is forgotten is so for whoever reads the record anew, too.
    if knownFrom == nil, let account = slotAccounts[number],
      account.tells(window, judgedUntil: judged.end)
    {
      let rest = slotSamples(number, in: Interval(account.end, judged.end))
      return account.tally(judgedUntil: judged.end, rest)
    }
    guard let time = service.serviceTime(of: judged, judgedUntil: evaluation.horizon),
      let all = service.serviceTime(of: window, judgedUntil: evaluation.horizon)
    else { return nil }
    var counts = SlotCounts(terms.length, in: time, knownFrom: knownFrom)
    for sample in slotSamples(number, in: judged) {
      counts.add(at: sample.start, isBad: sample.isBad)
    }
    return SlotTally(
      filled: counts.filled(by: terms),
      slots: counts.slots,
      forgotten: counts.forgotten,
      whole: SlotCounts(terms.length, in: all).slots
    )
  }

  /// Counts what no sample that is still to come can start before.
  mutating func settleSlots(ofPromise number: Int, _ terms: SlotTerms, _ service: ServiceRecord) {
    // A cap that counts downtime makes out anew what is measured.
    let maintenance = service.agreed.agreement.clauses.exclusions.maintenance
    guard maintenance?.cap?.counts != .downtime else { return }
    let starts = service.records.compactMap { $0.lastSample?.start.floored }
    guard let reached = starts.max(), let limit = starts.min() else { return }
    if slotAccounts[number]?.isCurrent(at: reached) != true {
      slotAccounts[number] = calendarWindow(ofPromise: number, service, at: reached)
        .map { SlotAccount(terms, in: $0, service.serviceTime(of: $0)) }
    }
    guard starts.count == service.records.count, let end = slotAccounts[number]?.end, limit > end
    else { return }
    let samples = slotSamples(number, in: Interval(end, limit))
    slotAccounts[number]?.settle(samples, before: limit)
  }

  private func slotSamples(_ number: Int, in judged: Interval) -> [SlotSample] {
    recorderNumbers[number].flatMap { recorders[$0].samples(in: judged) }
  }
}
