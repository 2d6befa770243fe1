import Agreement
import Chronology

/// Hours of the week in words, as an agreement has them.
struct HoursText: Bilingual {
  let language: Language

  /// Each rule as `mon-fri 08:00-20:00`, and then the dates without service; `always`.
  func parts(_ hours: ServiceHours) -> [String] {
    guard case .weekly(let weekly) = hours else { return [say("always", "toujours")] }
    return parts(weekly)
  }

  /// Likewise, of hours that have rules.
  func parts(_ weekly: WeeklyHours) -> [String] {
    let rules = weekly.rules.map { rule in
      "\(days(rule.weekdays)) \(clock(rule.start))-\(clock(rule.end))"
    }
    let dates = weekly.holidays.map(\.description).joined(separator: ", ")
    return rules + (dates.isEmpty ? [] : ["\(say("but not on", "sauf le")) \(dates)"])
  }

  /// Days of the week, of which three and more in a row are named by the first and the last.
  func days(_ days: [Int]) -> String {
    let names = say("mon tue wed thu fri sat sun", "lun mar mer jeu ven sam dim")
      .split(separator: " ").map(String.init)
    var parts: [String] = []
    var index = 0
    while index < days.count {
      var end = index
      while end + 1 < days.count, days[end + 1] == days[end] + 1 { end += 1 }
      if end - index >= 2 {
        parts.append("\(names[days[index] - 1])-\(names[days[end] - 1])")
      } else {
        parts += days[index...end].map { names[$0 - 1] }
      }
      index = end + 1
    }
    return parts.joined(separator: ", ")
  }

  /// Minutes after midnight as `08:00`.
  func clock(_ minute: Int) -> String {
    "\(padded(minute / 60, 2)):\(padded(minute % 60, 2))"
  }
}
