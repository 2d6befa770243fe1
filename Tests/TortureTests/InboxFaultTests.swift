import Posix
import Testing

/// Each call of the inbox's folder fails once, or four times in a row, in every way that it can.
@Suite(.timeLimit(.minutes(30))) struct InboxFaultTests {
  @Test func `a call that fails makes nothing be done twice, or done and told as not done`() throws
  {
    let counted = try InboxTrial(nil)
    counted.run()
    #expect(counted.fault == nil && counted.isSmooth)
    let calls = counted.folder.calls
    var runs = 0
    for call in InboxCall.allCases {
      let count = try #require(calls[call], "\(call) is never called")
      for number in 1...count {
        for error in [Errno.inputOutput, .noAccess, .noSpace, .notPermitted] {
          for times in [1, 4] {
            let plan = FailingInbox.Plan(call: call, number: number, times: times, error: error)
            let trial = try InboxTrial(plan)
            trial.run()
            runs += 1
            #expect(trial.fault == nil, "\(plan)")
          }
        }
      }
    }
    Torture.say("inbox: \(runs) failing calls")
  }
}
