import Agreement
import Chronology

/// The words of a calendar in one language; what it shares with a report is of ``Wording``.
struct CalendarWords: Sendable {
  let title: String
  let clipped: String
  /// The windows go on by a later revision from its date on.
  let divided: (label: String, from: String, by: String)
  let changes: String
  /// The clocks are set by so much.
  let set: (forward: String, back: String)
  let windows: String
  let rules: (month: String, quarter: String, year: String, week: String, day: String)
  /// Before the day on which a billing month begins.
  let billing: String
  /// Before the length of a rolling window, and what it is.
  let rolling: (name: String, rule: String)
  /// Over the columns of windows.
  let columns: (window: String, from: String, until: String, length: String, promised: String)
  let hours: String
  let always: String
  let none: String
  /// Behind a sum of hours.
  let inPeriod: String
  let holidays: String
  let maintenance: String
  let daily: String
  /// Monday to Sunday.
  let weekdays: [String]
  /// Behind a count of lines that are left out.
  let more: String

  /// The words of `language`.
  static func of(_ language: Language) -> CalendarWords {
    switch language {
    case .english: english
    case .french: french
    }
  }

  /// The name of a rule; `shared` has the words of the same language that reports have too.
  func name(of rule: WindowRule, _ shared: Wording) -> String {
    switch rule {
    case .month: rules.month
    case .quarter: rules.quarter
    case .year: rules.year
    case .week: rules.week
    case .day: rules.day
    case .billingMonth(let day): "\(billing) \(day)"
    case .rolling(let length): "\(rolling.name) \(shared.term(length))"
    }
  }

  /// The same hours on some days: `Mon–Fri 08:00–20:00`.
  func text(of hours: DayHours) -> String {
    "\(days(hours.weekdays)) \(Self.time(hours.start))–\(Self.time(hours.end))"
  }

  /// Days of the week that follow each other, three or more, as the first and the last of them.
  private func days(_ days: [Int]) -> String {
    if days.count == 7 { return daily }
    var runs: [ClosedRange<Int>] = []
    for day in days {
      if let last = runs.last, last.upperBound == day - 1 {
        runs[runs.count - 1] = last.lowerBound...day
      } else {
        runs.append(day...day)
      }
    }
    return runs.flatMap { run -> [String] in
      let names = run.map { weekdays[$0 - 1] }
      return run.count < 3
        ? names : ["\(weekdays[run.lowerBound - 1])–\(weekdays[run.upperBound - 1])"]
    }.joined(separator: ", ")
  }

  private static func time(_ minute: Int) -> String {
    "\(padded(minute / 60, 2)):\(padded(minute % 60, 2))"
  }

  func divided(by next: ListedRevision) -> String {
    "\(divided.from) \(next.effective) \(divided.by) \(next.number)"
  }

  static let english = CalendarWords(
    title: "SERVICE CALENDAR",
    clipped: "time in which the revision doesn't hold",
    divided: ("divided", "from", "on by revision"),
    changes: "CHANGES OF THE CLOCKS",
    set: ("forward", "back"),
    windows: "WINDOWS",
    rules: ("month", "quarter", "year", "week", "day"),
    billing: "month from day",
    rolling: ("rolling", "ends at every instant, so long before which it begins:"),
    columns: ("window", "from", "until", " length", " promised"),
    hours: "HOURS OF SERVICE",
    always: "always",
    none: "none",
    inPeriod: "in the period",
    holidays: "HOLIDAYS",
    maintenance: "RECURRING MAINTENANCE",
    daily: "every day",
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    more: "more: ask for a shorter period, or for JSON"
  )
  static let french = CalendarWords(
    title: "CALENDRIER DE SERVICE",
    clipped: "le temps où la révision n'est pas en vigueur",
    divided: ("divisé", "à partir du", "selon la révision"),
    changes: "CHANGEMENTS D'HEURE",
    set: ("avance de", "recul de"),
    windows: "FENÊTRES",
    rules: ("mois", "trimestre", "année", "semaine", "jour"),
    billing: "mois à partir du",
    rolling: ("glissante", "se termine à chaque instant, et commence d'autant plus tôt\u{A0}:"),
    columns: ("fenêtre", "de", "à", " durée", " promis"),
    hours: "HEURES DE SERVICE",
    always: "toujours",
    none: "aucun",
    inPeriod: "dans la période",
    holidays: "JOURS FÉRIÉS",
    maintenance: "MAINTENANCE RÉCURRENTE",
    daily: "tous les jours",
    weekdays: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
    more: "de plus\u{A0}: demandez une période plus courte, ou du JSON"
  )
}
