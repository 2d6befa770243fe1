import Agreement
import Chronology

extension Report {
  /// How long the revision holds: `in force since 2026-01-01`, `in force from … to …`.
  var holding: String {
    let words = Wording.of(language)
    guard let until = agreement.clauses.until else {
      return "\(words.revision.since) \(agreement.effective)"
    }
    return switch language {
    case .english: "in force from \(agreement.effective) to \(until)"
    case .french: "en vigueur du \(agreement.effective) au \(until)"
    }
  }

  /// The last date of the agreement, if that is before the end of the period and what comes after it
  /// doesn't count.
  var lastDate: CivilDate? {
    guard let until = agreement.clauses.until, agreement.clauses.partial == .prorate else {
      return nil
    }
    let end = zone.start(of: until.adding(days: 1))
    return window.start < end && end < window.end ? until : nil
  }

  /// What of the period is left out because the agreement doesn't hold then: a label and a sentence each.
  var clippedRows: [(label: String, value: String)] {
    let words = Wording.of(language)
    let before = isClipped ? "\(words.clipped.rule) \(agreement.effective)" : nil
    let after = lastDate.map { date in
      switch language {
      case .english: "all after the agreement's last day, \(date)"
      case .french: "tout ce qui suit le dernier jour de la convention, \(date)"
      }
    }
    return [before, after].compactMap(\.self).map { (words.clipped.label, $0) }
  }
}
