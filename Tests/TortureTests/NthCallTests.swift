import StoreTestKit
import Testing

/// Each call of the disk fails once, or some times in a row, in every way that it can.
@Suite(.timeLimit(.minutes(60))) struct NthCallTests {
  @Test(arguments: Scenario.all)
  func `one call that fails loses nothing acknowledged, and the store returns by itself`(
    _ scenario: Scenario
  ) throws {
    let seed = Torture.freshSeed
    var search = DiskFaultSearch(scenario, seed: seed)
    try search.run(oneOf: Torture.isFull ? 1 : 1_000)
    for fault in search.faults { Issue.record("\(scenario.name), seed \(seed): \(fault)") }
    print("\(scenario.name): \(search.runs) failing calls, \(search.faults.count) faults")
    if Torture.isFull { #expect(search.runs > 100) }
  }
}
