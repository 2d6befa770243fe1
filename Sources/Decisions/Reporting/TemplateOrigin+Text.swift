import Agreement
import Chronology

extension TemplateOrigin {
  /// A label and a value that say which terms the agreement was drafted from, and whether anybody has
  /// compared the draft with what was signed.
  func row(_ language: Language) -> (label: String, value: String) {
    let date = dated.map { ", \($0)" } ?? ""
    let terms = "\(name) (\(source)\(date))"
    return switch language {
    case .english:
      (
        "Drafted from",
        terms + (needsReview ? "; NOT COMPARED with what the parties signed" : "")
      )
    case .french:
      (
        "D'après le modèle",
        terms + (needsReview ? "\u{A0}; PAS COMPARÉ à ce que les parties ont signé" : "")
      )
    }
  }

  /// The same for machines.
  var json: JSONValue {
    [
      "name": .string(name), "source": .string(source),
      "dated": dated.map { .string($0.description) } ?? .null, "needs_review": .bool(needsReview),
    ]
  }
}
