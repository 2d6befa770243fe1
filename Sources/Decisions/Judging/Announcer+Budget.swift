import Accounting
import Agreement
import Chronology
import Events

extension Announcer {
  /// Says how much of the budget is spent, by the estimate, at each of the shares that are said.
  mutating func announceBudget(
    _ promise: Promise,
    _ standing: Standing,
    into events: inout [Event]
  ) {
    guard standing.isMeasured, promise.objective.indicator.spendsBudget, standing.budget.amount > 0
    else { return }
    let isReached = { (percent: Int) in
      standing.budget.isReached(percent, by: standing.spent.estimate)
    }
    let isRolling = promise.objective.window.unit == nil
    let isSpent = isReached(BudgetMarks.percents[0])
    // Of a calendar window nothing is taken back.
    guard isSpent || isRolling, isSpent || budgets[promise.key] != nil else { return }
    var marks = budgets[promise.key] ?? BudgetMarks()
    let number = (isRolling ? standing.judged.end : standing.window.start).milliseconds
    for percent in BudgetMarks.percents {
      guard isReached(percent) else {
        if isRolling { marks.leave(percent) }
        continue
      }
      let episode = isRolling ? marks.enter(percent, number) : marks.note(percent, number)
      guard let episode else { continue }
      let facts = ObjectiveFacts(promise, standing)
      events.append(.budgetThreshold(facts, percent: percent, episode: episode))
    }
    budgets[promise.key] = marks
  }
}

/// What has been said of how much of one objective's budget is spent.
struct BudgetMarks: Sendable {
  /// The shares that are said, in percent, ascending.
  static let percents = [50, 75, 90, 100]

  /// The latest episode of each: a calendar window's start in ms, or where a rolling one reached it.
  private var said = percents.map { _ in Int64.min }
  /// Whether the latest episode of a rolling objective goes on.
  private var isReached = percents.map { _ in false }

  /// Notes that `percent` is said of the episode `number`.
  ///
  /// - Returns: The episode; nil if it, or a later one, was said before.
  @discardableResult
  mutating func note(_ percent: Int, _ number: Int64) -> Int64? {
    guard let index = BudgetMarks.percents.firstIndex(of: percent) else { return nil }
    isReached[index] = true
    guard number > said[index] else { return nil }
    said[index] = number
    return number
  }

  /// Begins an episode of a rolling objective at `begun`, or a millisecond later than the last one.
  ///
  /// - Returns: The episode; nil if one goes on.
  mutating func enter(_ percent: Int, _ begun: Int64) -> Int64? {
    guard let index = BudgetMarks.percents.firstIndex(of: percent), !isReached[index] else {
      return nil
    }
    return note(percent, begun > said[index] ? begun : said[index] + 1)
  }

  /// Ends an episode of a rolling objective: that is no event.
  mutating func leave(_ percent: Int) {
    guard let index = BudgetMarks.percents.firstIndex(of: percent) else { return }
    isReached[index] = false
  }
}
