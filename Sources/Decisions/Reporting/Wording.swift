import Accounting
import Agreement
import Chronology
import Judging

/// The words of a report in one language.
struct Wording: Sendable {
  let title: String
  let provider: String
  let customer: String
  let agreement: String
  /// Before the number of the revision, and before its date.
  let revision: (number: String, since: String)
  let period: String
  /// The name of a period in which each objective has a window of its own.
  let current: String
  /// Behind a period's name.
  let closed: String
  let open: String
  let notBegun: String
  let until: String
  /// Of a period that begins before the agreement holds: a label, and what goes before the date.
  let clipped: (label: String, rule: String)
  let local: String
  let zone: String
  let rules: String
  let judged: String
  let vantage: String
  let samples: String
  let objectives: String
  let promised: [Verdict: String]
  let states: [ObjectiveState: String]
  /// Why an objective is not within its budget.
  let reasons:
    (
      mostly: String, gone: String, ifOpen: String,
      unlessRenewed: String, estimate: String, proof: String,
      failure: String, trend: String
    )
  let availability: String
  let share: String
  let total: String
  /// The three columns: what is proved at worst, the estimate, what is proved at best.
  let bounds: (worst: String, estimate: String, best: String)
  let down: String
  let slow: String
  let unknown: String
  let budget: String
  let spent: String
  let coverage: String
  let time: String
  let up: String
  let state: String
  let counted: String
  let missing: String
  let unmeasured: String
  let incidents: String
  let none: String
  let opened: String
  let confirmed: String
  let resolved: String
  let lasting: String
  let failed: String
  let stretches: (one: String, many: String)
  /// What to do about time of which only sums are left.
  let onlySums: String
  let method: String
  let noDefinition: String
  /// Before the day on which a month of bills begins.
  let billing: String
  let rolling: String
  /// Of a rolling objective over a fixed period: how it is judged, and its breaches.
  let own:
    (
      rule: String, label: String, none: String, one: String, many: String, earlier: String
    )
  let windows: [String: String]
  /// The unit of 24 hours.
  let dayUnit: String
  let decimalSign: String
  let groupSign: String

  /// The words of `language`.
  static func of(_ language: Language) -> Wording {
    switch language {
    case .english: english
    case .french: french
    }
  }

  /// A decimal number as the language writes it.
  func decimal(_ number: String) -> String {
    String(number.map { $0 == "." ? Character(decimalSign) : $0 })
  }

  /// A percentage, `99.9 %`; `n/a` stays as it is.
  func percent(_ number: String) -> String {
    number == "n/a" ? number : "\(decimal(number)) %"
  }

  /// Why an objective is not within its budget.
  func reason(_ reason: StateReason) -> String {
    switch reason {
    case .mostlySpent: reasons.mostly
    case .goneIn(let time): "\(reasons.gone) \(span(time)) \(reasons.ifOpen)"
    case .unrenewed(let time): "\(reasons.gone) \(span(time)) \(reasons.unlessRenewed)"
    case .estimate: reasons.estimate
    case .proof: reasons.proof
    case .confirmedFailure: reasons.failure
    }
  }

  /// When the budget is gone at the trend of the last hours.
  func trend(_ time: TimeAmount) -> String { "\(reasons.trend) \(span(time))" }

  /// A length of time, exactly.
  func clock(_ milliseconds: Int64) -> String {
    decimal(clockText(milliseconds))
  }

  /// A count, in groups of three digits.
  func count(_ number: Int64) -> String {
    let digits = String(number)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += groupSign }
      result.append(digit)
    }
    return result
  }

  /// `per month`, `over 5 min 00 s`.
  func window(_ rule: WindowRule) -> String {
    if case .rolling(let length) = rule { return "\(rolling) \(term(length))" }
    if case .billingMonth(let day) = rule { return "\(billing) \(day)" }
    return windows[rule.name] ?? rule.name
  }
}
