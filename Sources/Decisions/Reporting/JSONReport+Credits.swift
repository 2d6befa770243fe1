import Accounting
import Agreement
import Chronology
import Judging

extension Report {
  /// The credits of each window; null if none are agreed.
  var creditsJSON: JSONValue {
    guard let credits else { return .null }
    return [
      "currency": .string(agreement.currency.code),
      "windows": .array(credits.windows.map { json(of: $0) }),
      "omitted": .integer(credits.omitted),
      "unreckoned": .array(credits.unreckoned.map { .string($0) }),
    ]
  }

  /// What one objective gives in the window that a result is of, before non-cumulation and caps.
  func creditMembers(of result: ObjectiveResult) -> [JSONMember] {
    guard let lines = credits?.lines(of: result.objective.id, in: result.standing.window) else {
      return []
    }
    let isCertain = lines.least.credit == lines.most.credit
    let amounts = [lines.least, lines.estimate, lines.most].map { amount($0.units) }
    let credit: JSONValue = [
      "percent": isCertain ? lines.least.credit.percent : .null,
      "amount": amounts[0] == amounts[2] ? amounts[0] : .null,
      "low_amount": amounts[0],
      "estimate_amount": amounts[1],
      "high_amount": amounts[2],
      "currency": .string(agreement.currency.code),
    ]
    return [JSONMember("credit", credit)]
  }

  private func json(of credit: ReportedCredit) -> JSONValue {
    [
      "name": .string(credit.name),
      "start": .string(credit.window.start.description),
      "end": .string(credit.window.end.description),
      "certain": .bool(credit.bounds.isCertain),
      "amount": credit.settled.flatMap(\.amount).map { .string($0.amount) } ?? .null,
      "tie": .string(credit.tie.rawValue),
      "claimable": .bool(credit.isCovered),
      "low": json(of: credit.bounds.least),
      "estimate": json(of: credit.bounds.estimate),
      "high": json(of: credit.bounds.most),
      "claim": credit.claim.json,
      "claim_deadline": credit.deadline.map { .string($0.description) } ?? .null,
    ]
  }

  private func json(of statement: CreditStatement) -> JSONValue {
    [
      "lines": .array(
        statement.lines.map { line in
          [
            "objective": .string(line.objective),
            "percent": line.credit.percent,
            "amount": amount(line.units),
            "displaced_by": line.displacedBy.map { .string($0) } ?? .null,
          ]
        }
      ),
      "sum": amount(statement.sum),
      "window_cap": amount(statement.windowCap),
      "year_room": amount(statement.yearRoom),
      "exhausts_year": .bool(statement.exhaustsYear),
      "capped": amount(statement.capped),
      "below_minimum": .bool(statement.isBelowMinimum),
      "amount": statement.amount.map { .string($0.amount) } ?? .null,
      "obstacle": statement.obstacle.map { .string($0.name) } ?? .null,
    ]
  }

  /// Units as an amount of the agreement's currency, rounded half up; null if it isn't known.
  private func amount(_ units: Fraction?) -> JSONValue {
    units?.money(agreement.currency).map { .string($0.amount) } ?? .null
  }
}

extension ReckonedCredit {
  /// The share of the fee, floored to six decimals; null for an amount.
  fileprivate var percent: JSONValue {
    guard case .share(let share) = self else { return .null }
    return share.percent(decimals: 6).map { .string($0) } ?? .null
  }
}

extension CreditObstacle {
  fileprivate var name: String {
    switch self {
    case .feeMissing: "fee-missing"
    case .capFeeMissing: "cap-fee-missing"
    case .beyondMoney: "beyond-money"
    }
  }
}

extension ClaimState {
  /// The state with the word of a party on which it rests.
  fileprivate var json: JSONValue {
    var members = [JSONMember("state", .string(name))]
    switch self {
    case .claimed(let word), .accepted(let word), .contested(let word): members += word.members
    case .settled(let word, let isGranted):
      members += [JSONMember("granted", .bool(isGranted))] + word.members
    case .expired(_, let late): members += late?.members ?? []
    case .computed, .nothing, .insufficientCoverage, .claimable: break
    }
    return .object(members)
  }
}

extension ClaimWord {
  fileprivate var members: [JSONMember] {
    [
      JSONMember("annotation", .string(annotation)),
      JSONMember("author", .string(author.word)),
      JSONMember("said", .string(said.description)),
      JSONMember("notice_told", .bool(isNoticeTold)),
    ]
  }
}
