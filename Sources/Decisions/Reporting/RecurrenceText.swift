import Agreement
import Chronology

/// A recurrence rule in words.
struct RecurrenceText: Bilingual {
  let language: Language

  /// `every month on the 1st Sun, from 2026-01-01`; every part of the rule stands in it.
  func text(_ rule: Recurrence) -> String {
    var parts = [every(rule)]
    if !rule.months.isEmpty { parts.append(say("in ", "en ") + list(rule.months.map(month))) }
    let days = rule.weekdays.map(weekday) + rule.monthDays.map(monthDay)
    if !days.isEmpty { parts.append("\(say("on", "le")) \(list(days))") }
    var text = parts.joined(separator: " ") + say(", from ", ", à partir du ") + "\(rule.from)"
    if let until = rule.until { text += say(" until ", " jusqu'au ") + "\(until)" }
    if let count = rule.count { text += say(", \(count) times", ", \(count) fois") }
    return text
  }

  private func every(_ rule: Recurrence) -> String {
    let number = rule.interval
    switch rule.frequency {
    case .daily:
      return number == 1
        ? say("every day", "chaque jour") : say("every \(number) days", "tous les \(number) jours")
    case .weekly:
      return number == 1
        ? say("every week", "chaque semaine")
        : say("every \(number) weeks", "toutes les \(number) semaines")
    case .monthly:
      return number == 1
        ? say("every month", "chaque mois")
        : say("every \(number) months", "tous les \(number) mois")
    case .yearly:
      return number == 1
        ? say("every year", "chaque année") : say("every \(number) years", "tous les \(number) ans")
    }
  }

  private func weekday(_ day: Recurrence.Weekday) -> String {
    let name = HoursText(language: language).days([day.day])
    guard let ordinal = day.ordinal else { return name }
    if ordinal == -1 { return say("the last \(name)", "dernier \(name)") }
    if ordinal < 0 {
      return say(
        "the \(number(-ordinal)) \(name) from the end",
        "\(number(-ordinal)) \(name) avant la fin"
      )
    }
    return say("the \(number(ordinal)) \(name)", "\(number(ordinal)) \(name)")
  }

  private func monthDay(_ day: Int) -> String {
    if day == -1 { return say("the last day", "dernier jour") }
    if day < 0 {
      return say("the \(number(-day)) day from the end", "\(number(-day)) jour avant la fin")
    }
    return say("the \(number(day))", "\(day)")
  }

  private func month(_ month: Int) -> String {
    let names = say(
      "January February March April May June July August September October November December",
      "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    )
    return String(names.split(separator: " ")[month - 1])
  }

  /// `1st`, `22nd`, `1er`, `2e`.
  private func number(_ number: Int) -> String {
    if language == .french { return number == 1 ? "1er" : "\(number)e" }
    switch (number % 10, number % 100) {
    case (_, 11...13): return "\(number)th"
    case (1, _): return "\(number)st"
    case (2, _): return "\(number)nd"
    case (3, _): return "\(number)rd"
    default: return "\(number)th"
    }
  }

  private func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + say(" and ", " et ") + last
  }
}
