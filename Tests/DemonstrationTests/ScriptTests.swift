import Testing

@testable import Demonstration

@Suite struct ScriptTests {
  private let script = Script(
    cycle: 100,
    acts: [
      .init(.web, .refused, from: 10, to: 20),
      .init(.api, .silent, from: 15, to: 100),
      .init(.web, .errorPage, from: 20, to: 30),
    ]
  )

  @Test(arguments: [
    (Int64(0), Behaviour.fine), (9, .fine), (10, .refused), (19, .refused), (20, .errorPage),
    (29, .errorPage), (30, .fine), (99, .fine), (100, .fine), (110, .refused), (1_025, .errorPage),
  ])
  func `an act is half-open and comes back with every cycle`(time: Int64, expected: Behaviour) {
    #expect(script.behaviour(of: .web, at: time) == expected)
    #expect(script.behaviour(of: .database, at: time) == .fine)
  }

  @Test(arguments: [
    (Int64(0), Int64(10)), (10, 15), (15, 20), (20, 30), (30, 100), (99, 100), (100, 110),
  ])
  func `the next change is the next edge of any act`(time: Int64, expected: Int64) {
    #expect(script.nextChange(after: time) == expected)
  }

  @Test func `a story without acts never changes`() {
    #expect(Script(cycle: 1, acts: []).nextChange(after: 5) == nil)
  }

  @Test func `a service can't do two things at once`() async {
    await #expect(processExitsWith: .failure) {
      _ = Script(
        cycle: 100,
        acts: [.init(.web, .refused, from: 10, to: 20), .init(.web, .silent, from: 19, to: 30)]
      )
    }
  }

  @Test func `the story breaks every service, each in its own way`() {
    for service in DemonstrationService.allCases {
      #expect(
        Script.story.acts.contains { $0.service == service && $0.behaviour == .refused }
          || service == .api
      )
    }
    #expect(Script.story.behaviour(of: .web, at: 0) == .fine)
    #expect(Script.story.behaviour(of: .api, at: 30_000) == .slow(milliseconds: 900))
  }

  /// A probe a second, failures counted from each to the next; see the story's promise.
  @Test func `who promised 95 % of three minutes has broken it within 50 s`() {
    var spent: Int64 = 0
    var spentAt: [Int64] = []
    for second in 0..<60 {
      let behaviour = Script.story.behaviour(of: .web, at: Int64(second) * 1_000)
      if behaviour != .fine { spent += 1_000 }
      spentAt.append(spent)
    }
    let budget: Int64 = 9_000
    #expect(spentAt[11] == 0)
    #expect(spentAt[20] * 4 >= budget * 3 && spentAt[20] <= budget)
    #expect(spentAt[49] > budget)
  }

  @Test func `each act is told in a line`() {
    let act = Script.Act(.web, .refused, from: 0, to: 8_000)
    #expect(Script.line(.web, act, speed: 1) == "web refuses connections (for 8 s)")
    #expect(Script.line(.web, act, speed: 20) == "web refuses connections (for 400 ms)")
    #expect(Script.line(.web, nil, speed: 1) == "web is fine again")
  }
}
