import Chronology
import Execution
import Judging
import Posix
import Sampling
import Scheduling
import Storage
import TestKit
import Testing

@testable import Daemon

@Suite struct PlanTests {
  @Test func `a plan keeps the order of the configuration`() throws {
    let plan = try plan([check("b"), check("a", interval: .seconds(5)), check("c")])
    #expect(plan.planned.map(\.id.description) == ["b", "a", "c"])
    #expect(plan.planned.map(\.series.number) == [0, 1, 2])
    #expect(plan.planned[1].interval == .seconds(5))
    #expect(plan.prepared.count == 3)
  }

  @Test func `a plan that is the same differs in nothing`() throws {
    let checks = [try check("a"), try check("b")]
    #expect(
      try plan(checks).difference(from: plan(checks.reversed())) == PlanDifference(unchanged: 2)
    )
  }

  @Test func `checks are added, removed and changed by their ids`() throws {
    let old = try plan([check("kept"), check("gone"), check("changed"), check("renamed")])
    let new = try plan([check("kept"), check("changed", port: 2), check("new"), check("other")])
    #expect(
      new.difference(from: old)
        == PlanDifference(added: 2, removed: 2, changed: 1, unchanged: 1)
    )
    #expect(
      old.difference(from: new)
        == PlanDifference(added: 2, removed: 2, changed: 1, unchanged: 1)
    )
  }

  @Test func `everything of a check counts as a change`() throws {
    let old = try plan([check("a")])
    for other in [
      try check("a", interval: .seconds(11)), try check("a", timeout: .milliseconds(800)),
      Check(
        id: try checkID("a"),
        probe: try check("a").probe,
        interval: .seconds(10),
        timeout: .milliseconds(900),
        confirmation: Confirmation(down: 3, up: 2)
      ),
    ] {
      #expect(try plan([other]).difference(from: old) == PlanDifference(changed: 1))
    }
  }

  @Test func `an empty plan is one`() throws {
    let empty = try plan([])
    #expect(try empty.difference(from: plan([check("a")])) == PlanDifference(removed: 1))
    #expect(try plan([check("a")]).difference(from: empty) == PlanDifference(added: 1))
  }

  @Test func `a store without room for its definitions refuses a plan with what to do`() throws {
    let scratch = try Scratch()
    var settings = StoreSettings()
    settings.definitionLimit = 1
    let store = try Store.open(
      scratch.file("store"),
      settings,
      observer: Store.Observer(committed: { _ in })
    )
    let old = try Plan.numbered(configuration([check("a")]), by: store)
    let failure = #expect(throws: Failure.self) {
      try Plan.numbered(configuration([check("a"), check("b")]), by: store)
    }
    #expect(failure?.status == .cannotCreate)
    #expect(failure?.message.contains("no room for 1 new definition") == true)
    let again = try Plan.numbered(configuration([check("a")]), by: store)
    #expect(again.planned == old.planned, "what it knows goes on")
    #expect(on(store) { $0.close() })
  }

  @Test func `a store numbers as many definitions as a judge takes`() {
    #expect(StoreSettings().definitionLimit == Judge.seriesLimit)
  }
}
