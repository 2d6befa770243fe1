import Chronology
import Posix
import Sampling
import StoreTestKit
import TestKit

/// Goes through the steps of a rehearsal and tries what a crash after each of them may leave.
struct CrashSearch {
  /// Of how many states one is gone on from: opened, written, sealed and verified.
  private static let goingOn = 23
  /// Of how many states one is crashed again while it is recovered.
  private static let nesting = 401
  /// After how many of the steps that are looked at the process is killed once, and another one goes on before the power fails.
  private static let killing = Torture.isFull ? 1 : 6
  /// Up to how many combinations all of them are tried.
  private static let exhaustive = Torture.isFull ? 64 : 8
  /// After how many draws in a row that give nothing new a step is left.
  private static let patience = Torture.isFull ? 500 : 50
  /// After how many steps of a run a crash is looked at; all of them in `make torture`.
  private static let places = Torture.isFull ? Int.max : 12
  private static let faultLimit = 5

  private let rehearsal: Rehearsal
  private let start: CrashModel
  private let isNested: Bool
  /// What was handed over in an earlier life: a crash may show it though a kill did not.
  private let handedOver: (sample: Int, event: Int)
  private var random: SplitMix64
  /// States with what was promised by then.
  private var seen: Set<Int> = []
  private var states: Set<Int> = []

  /// The step after which a crash is looked at.
  private var step = 0

  /// How many different states were tried.
  var count: Int { states.count }
  /// After how many steps a crash was looked at.
  private(set) var crashes = 0
  private(set) var continued = 0
  private(set) var nested = 0
  private(set) var faults: [String] = []

  init(
    _ rehearsal: Rehearsal,
    from start: CrashModel,
    isNested: Bool = false,
    after handedOver: (sample: Int, event: Int) = (0, 0),
    seed: UInt64
  ) {
    self.rehearsal = rehearsal
    self.start = start
    self.isNested = isNested
    self.handedOver = handedOver
    random = SplitMix64(seed: seed)
  }

  /// Tries so many states, about as many after each step.
  ///
  /// - Parameter progress: Told how many there were, now and then.
  mutating func run(states budget: Int, progress: (Int) -> Void = { _ in }) throws {
    let steps = rehearsal.state.state.withLock { $0.steps }
    var model = start
    var promises = rehearsal.promises[...]
    var promise = promises[0]
    let quiet = rehearsal.tally.withLock { $0.quietSteps }
    let stride = max(1, (steps.count - quiet) / CrashSearch.places)
    let phase = Int.random(in: 0..<stride, using: &random)
    for number in 0...steps.count {
      if number > 0 { model.take(steps[number - 1]) }
      while let next = promises.first, next.steps <= number {
        promise = next
        promises.removeFirst()
      }
      if number < quiet || number % stride != phase, number < steps.count { continue }
      crashes += 1
      step = number
      // What one step doesn't need, because few states are possible after it, the others have.
      let share = (budget - count) / ((steps.count - number) / stride + 1) + 1
      let before = count / Torture.stride
      try crash(model, promise, share)
      if count / Torture.stride > before { progress(count) }
      if !isNested, number > 0, crashes % CrashSearch.killing == 0 {
        try kill(model, promise)
      }
      if faults.count >= CrashSearch.faultLimit { return }
    }
  }

  private mutating func crash(_ model: CrashModel, _ promise: Promise, _ share: Int) throws {
    var every = EveryChoice(hasFillings: false)
    let goal = count + share
    var tries = 0
    repeat {
      try look(model.state(&every), model, promise)
      tries += 1
    } while tries < CrashSearch.exhaustive && tries < share && every.next()
    var misses = 0
    while count < goal, misses < CrashSearch.patience {
      var choice = RandomChoice(&random)
      misses = try look(model.state(&choice), model, promise) ? 0 : misses + 1
      if faults.count >= CrashSearch.faultLimit { return }
    }
  }

  /// Tries a state unless it was tried before.
  @discardableResult
  private mutating func look(
    _ state: CrashState,
    _ model: CrashModel,
    _ promise: Promise
  ) throws -> Bool {
    // The same state after a later step is held against a greater promise.
    let isNew = states.insert(state.hashValue).inserted
    var hasher = Hasher()
    hasher.combine(state)
    hasher.combine(promise.samples)
    hasher.combine(promise.events)
    guard seen.insert(hasher.finalize()).inserted else { return false }
    let files = state.bytes(model.contents)
    let goesOn = count % CrashSearch.goingOn == 0
    if goesOn { continued += 1 }
    let check = StateCheck(
      promise: promise,
      submitted: submitted
    )
    let clock = TestClock()
    clock.advance(rehearsal.clock.now - midnight)
    if let fault = check.fault(files, clock: clock, goesOn: goesOn) {
      faults.append("state \(count), after step \(step): \(fault)")
    }
    if !isNested, count % CrashSearch.nesting == 0 { try crashAgain(files, check) }
    return isNew
  }

  private var submitted: (sample: Int, event: Int) {
    let own = rehearsal.submitted
    return (max(own.sample, handedOver.sample), max(own.event, handedOver.event))
  }

  /// Crashes once more while the store is opened, sealed and written after a crash.
  private mutating func crashAgain(_ files: [String: [UInt8]], _ check: StateCheck) throws {
    let start = CrashModel(files, seed: random.next())
    var promise = check.promise
    promise.steps = 0
    let disk = FaultyDisk(files)
    let faults = try goOn(on: disk, from: start, after: promise, states: Torture.isFull ? 40 : 12)
    self.faults += faults.map { "a crash during recovery: \($0)" }
  }

  /// Kills the process: what it wrote is seen by the next one, and not certain.
  private mutating func kill(_ model: CrashModel, _ promise: Promise) throws {
    var promise = promise
    promise.steps = 0
    let disk = FaultyDisk(model.visible)
    let faults = try goOn(on: disk, from: model, after: promise, states: Torture.isFull ? 60 : 12)
    self.faults += faults.map { "a kill after step \(step), and then: \($0)" }
  }

  /// Opens a store, and crashes while it is gone on from; what was there when it was opened is promised
  /// from then on.
  private mutating func goOn(
    on disk: FaultyDisk,
    from start: CrashModel,
    after promise: Promise,
    states: Int
  ) throws -> [String] {
    let before = try Findings(disk)
    let clock = TestClock()
    clock.advance(rehearsal.clock.now - midnight)
    let end = before.samples.last.map { StateCheck.number($0) + 1 } ?? promise.samples
    let second = Rehearsal(on: disk, clock: clock, after: (end, before.events.count))
    second.tally.withLock { $0.promises = [promise] }
    try second.open()
    second.promise { promise in
      promise.samples = end
      promise.events = before.events.count
    }
    for act in [.seal, .commit(2), .finish] as [Act] { try second.perform(act) }
    second.drop()
    var search = CrashSearch(
      second,
      from: start,
      isNested: true,
      after: submitted,
      seed: random.next()
    )
    try search.run(states: states)
    nested += search.count
    return search.faults
  }
}
