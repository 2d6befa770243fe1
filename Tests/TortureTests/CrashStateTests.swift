import Glibc
import Posix
import StoreTestKit
import TestKit
import Testing

/// Every crash that a disk allows, or as many of them as there is time for.
@Suite(.timeLimit(.minutes(60))) struct CrashStateTests {
  /// States of one scenario and seed; in `make torture` at most, of seven scenarios with two seeds each.
  private static let budget = Torture.isFull ? 100_000 : 36
  /// How many states `make torture` tries at least, of all scenarios and seeds together.
  private static let leastStates = 1_000_000
  private static let seeds = [Torture.fixedSeed, Torture.freshSeed]
  /// How many searches have come to their end, and how many states they have tried.
  private static let tally = Lock((searches: 0, states: 0))

  @Test(arguments: Scenario.all, seeds)
  func `nothing acknowledged is lost, nothing is invented, and recovery is idempotent`(
    _ scenario: Scenario,
    _ seed: UInt64
  ) throws {
    let rehearsal = try scenario.run()
    #expect(rehearsal.tally.withLock { $0.failures.isEmpty })
    var search = CrashSearch(
      rehearsal,
      from: CrashModel([:], seed: seed),
      seed: seed
    )
    try search.run(states: Self.budget) { count in
      if Torture.isFull { Torture.say("\(scenario.name), seed \(seed): \(count) states so far") }
    }
    for fault in search.faults { Issue.record("\(scenario.name), seed \(seed): \(fault)") }
    Torture.say(
      "\(scenario.name), seed \(seed): \(search.count) states after \(search.crashes) steps, "
        + "\(search.continued) gone on from, \(search.nested) of crashes after a crash or a kill, "
        + "\(search.faults.count) faults"
    )
    // Not all scenarios leave so many different states.
    #expect(search.count >= Self.budget / 5)
    let all = Self.tally.withLock { tally in
      tally.searches += 1
      tally.states += search.count + search.nested
      return tally
    }
    // The last one to end looks at them all.
    guard Torture.isFull, all.searches == Scenario.all.count * Self.seeds.count else { return }
    Torture.say("\(all.states) states in all")
    #expect(all.states >= Self.leastStates)
  }

  /// A disk that says it has synchronized, and has not.
  @Test(arguments: [true, false])
  func `a lying disk is found out`(liesAboutFiles: Bool) throws {
    var found = 0
    for scenario in Scenario.all {
      let rehearsal = try scenario.run()
      rehearsal.state.state.withLock { state in
        state.steps = state.steps.map { step in
          switch step {
          case .synchronizeFile(let name) where liesAboutFiles: .failSynchronization(name)
          // Without a folder of this name nothing is made certain, and the steps keep their numbers.
          case .synchronizeFolder where !liesAboutFiles: .synchronizeFolder("")
          default: step
          }
        }
      }
      var isFound = false
      for seed in 1...20 as ClosedRange<UInt64> where !isFound {
        let start = CrashModel([:], seed: seed)
        var search = CrashSearch(rehearsal, from: start, seed: seed)
        try search.run(states: 36)
        isFound = !search.faults.isEmpty
      }
      found += isFound ? 1 : 0
    }
    #expect(found == Scenario.all.count)
  }

  @Test func `a ledger of 64 log files that was never synchronized is found out`() throws {
    let rehearsal = try Scenario.ledgers.run()
    let quiet = rehearsal.tally.withLock { $0.quietSteps }
    var merged = 0
    rehearsal.state.state.withLock { state in
      state.steps = state.steps.enumerated().map { number, step in
        guard case .synchronizeFile(let name) = step, Self.isMergedLedger(name) else { return step }
        merged += 1
        #expect(number > quiet, "it is not looked at")
        return .failSynchronization(name)
      }
    }
    #expect(merged == 1)
    var search = CrashSearch(rehearsal, from: CrashModel([:], seed: 1), seed: 1)
    try search.run(states: 1_000)
    #expect(!search.faults.isEmpty)
  }

  /// Whether a name is that of a ledger file, before it got its own, of more than one log file.
  private static func isMergedLedger(_ name: String) -> Bool {
    name.hasPrefix("ledger/.tmp-") && name.dropFirst("ledger/.tmp-".count).contains("-")
  }
}

/// How much is tried.
enum Torture {
  /// Whether all counts are run, as by `make torture`.
  static let isFull = unsafe getenv("CONSTAT_TORTURE") != nil
  static let fixedSeed: UInt64 = 20_261_127
  /// Another one each time; SEED sets it.
  static let freshSeed: UInt64 = {
    if let text = unsafe getenv("SEED"), let seed = UInt64(unsafe String(cString: text)) {
      return seed
    }
    var random = SystemRandomNumberGenerator()
    return random.next() % 1_000_000_000
  }()
  /// How often a search says how far it is.
  static let stride = 10_000

  /// Says something at once: standard output waits until there is more.
  static func say(_ text: String) {
    let bytes = Array("\(text)\n".utf8)
    _ = unsafe write(STDERR_FILENO, bytes, bytes.count)
  }

  /// What draws a slice: where all is tried, one of them is enough.
  static let seeds = isFull ? [freshSeed] : [fixedSeed, freshSeed]
}
