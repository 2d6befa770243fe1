import Posix
import StoreTestKit
import Testing

/// Each call of the disk fails once, or some times in a row, in every way that it can.
@Suite(.timeLimit(.minutes(60))) struct NthCallTests {
  @Test(arguments: Scenario.all, Torture.seeds)
  func `one call that fails loses nothing acknowledged, and the store returns by itself`(
    _ scenario: Scenario,
    _ seed: UInt64
  ) throws {
    var search = DiskFaultSearch(scenario, seed: seed)
    try search.run(
      oneOf: Torture.isFull ? 1 : 300,
      progress: { Torture.say("\(scenario.name), seed \(seed): \($0) failing calls so far") }
    )
    for fault in search.faults { Issue.record("\(scenario.name), seed \(seed): \(fault)") }
    Torture.say(
      "\(scenario.name), seed \(seed): \(search.runs) of \(search.count) failing calls, "
        + "\(search.faults.count) faults"
    )
    if Torture.isFull { #expect(search.runs == search.count) }
  }

  /// A log file that never gets its name leaves its number out of the day that is merged; a ledger
  /// file that may have got it is not signed yet.
  @Test(arguments: [Scenario.merging, Scenario.restarting])
  func `no folder's synchronization that fails loses anything`(_ scenario: Scenario) throws {
    var search = DiskFaultSearch(scenario, seed: Torture.freshSeed)
    try search.run(
      oneOf: 1,
      where: { plan in
        plan.call == .synchronizeFolder && plan.fault == .error(.inputOutput) && plan.times == 1
      }
    )
    for fault in search.faults { Issue.record("\(scenario.name): \(fault)") }
    #expect(search.runs > 40)
  }
}
