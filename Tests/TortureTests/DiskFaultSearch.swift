import Archive
import Chronology
import Posix
import Sampling
import StoreTestKit
import TestKit

@testable import Storage

/// Runs a scenario once for every call of the disk, of which that one fails.
struct DiskFaultSearch {
  private let scenario: Scenario
  private var random: SplitMix64
  /// How many failing calls there are, and how many of them were tried.
  private(set) var count = 0
  private(set) var runs = 0
  private(set) var faults: [String] = []

  init(_ scenario: Scenario, seed: UInt64) {
    self.scenario = scenario
    random = SplitMix64(seed: seed)
  }

  /// Tries what may fail.
  ///
  /// - Parameters:
  ///   - share: Of how many runs one is tried.
  ///   - progress: Told how many runs there were, now and then.
  ///   - isWanted: Which of them are runs at all.
  mutating func run(
    oneOf share: Int,
    progress: (Int) -> Void = { _ in },
    where isWanted: (FailingDisk.Plan) -> Bool = { _ in true }
  ) throws {
    let counted = FailingDisk(FaultyDisk(), nil)
    let rehearsal = Rehearsal(on: counted.state, through: counted, retention: scenario.retention)
    try rehearsal.open()
    for act in scenario.prologue { try rehearsal.perform(act) }
    let quiet = counted.calls
    for act in scenario.acts { try rehearsal.perform(act) }
    for call in DiskCall.allCases {
      let first = (quiet[call] ?? 0) + 1
      for number in first...max(first, counted.calls[call] ?? 0) {
        for fault in DiskFault.all(of: call) {
          for times in [1, 4] {
            let plan = FailingDisk.Plan(call: call, number: number, times: times, fault: fault)
            guard isWanted(plan) else { continue }
            count += 1
            if random.next() % UInt64(share) != 0 { continue }
            attempt(plan)
            if runs % 500 == 0 { progress(runs) }
            if faults.count >= 5 { return }
          }
        }
      }
    }
  }

  private mutating func attempt(_ plan: FailingDisk.Plan) {
    let disk = FailingDisk(FaultyDisk(), plan)
    let rehearsal = Rehearsal(on: disk.state, through: disk, retention: scenario.retention)
    runs += 1
    do {
      try play(rehearsal)
      if let fault = try fault(rehearsal, disk) { faults.append("\(plan): \(fault)") }
    } catch {
      faults.append("\(plan): \(error)")
    }
  }

  /// Goes through the acts; a store that can't be opened is opened again, as a service is.
  private func play(_ rehearsal: Rehearsal) throws {
    try open(rehearsal)
    for act in scenario.prologue + scenario.acts {
      switch act {
      // The last commits and the end come when the disk works again.
      case .finish: continue
      case .kill:
        rehearsal.drop()
        try open(rehearsal)
        try rehearsal.resume()
      default: try rehearsal.perform(act)
      }
    }
  }

  private func open(_ rehearsal: Rehearsal) throws {
    for attempt in 1...8 {
      do {
        try rehearsal.open()
        return
      } catch  where attempt < 8 {
        rehearsal.drop()
      }
    }
  }

  /// What is wrong after the disk works again.
  private mutating func fault(_ rehearsal: Rehearsal, _ disk: FailingDisk) throws -> String? {
    // What was acknowledged survives a crash in the middle of it all.
    let model = try crashed(rehearsal, disk)
    var choice = RandomChoice(&random)
    let crash = StateCheck(
      promise: rehearsal.promises[rehearsal.promises.count - 1],
      submitted: rehearsal.submitted
    )
    let clock = TestClock()
    clock.advance(rehearsal.clock.now - midnight)
    let files = model.state(&choice).bytes(model.contents)
    if let fault = crash.fault(files, clock: clock, goesOn: false) {
      return "a crash then \(fault)"
    }
    // More fail at once than the scenario has left of that kind: they fail now.
    for _ in 0..<6 {
      if try rehearsal.perform(.commit(1)) { break }
    }
    try rehearsal.perform(.commit(2))
    for _ in 0..<6 { try rehearsal.perform(.seal) }
    var isFinished = false
    for _ in 0..<6 where !isFinished {
      isFinished = try rehearsal.perform(.finish)
      // A store that could not be closed writes no more: the next process does.
      if !isFinished {
        rehearsal.drop()
        try open(rehearsal)
        try rehearsal.resume()
      }
    }
    if !isFinished { return "never ends: \(rehearsal.tally.withLock { $0.failures })" }
    let promise = rehearsal.promises[rehearsal.promises.count - 1]
    if promise.samples != rehearsal.submitted.sample {
      return
        "\(promise.samples) of \(rehearsal.submitted.sample) samples are acknowledged at the end"
    }
    let check = StateCheck(promise: promise, submitted: rehearsal.submitted)
    if let fault = check.fault(try Findings(disk.state)) { return fault }
    let store = try disk.state.identity()
    let verified = try StoreVerifier.run(on: disk.state, of: store)
    return verified.isProved ? nil : "is not proved at the end: \(verified)"
  }

  private mutating func crashed(_ rehearsal: Rehearsal, _ disk: FailingDisk) throws -> CrashModel {
    var model = CrashModel([:], seed: random.next())
    for step in disk.state.state.withLock({ $0.steps }) { model.take(step) }
    return model
  }
}
