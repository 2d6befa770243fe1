import Agreement

/// What speaks in the language of a report.
protocol Bilingual {
  /// The language.
  var language: Language { get }
}

extension Bilingual {
  /// A text that is in use at one place only, in the language.
  func say(_ english: String, _ french: String) -> String {
    switch language {
    case .english: english
    case .french: french.withFrenchSpaces
    }
  }
}

extension String {
  /// The text with spaces that no line breaks at before the signs that French sets apart from their word.
  var withFrenchSpaces: String {
    guard contains(where: \.standsApart) else { return self }
    var result = ""
    for character in self {
      if character.standsApart, result.last == " " {
        result.removeLast()
        result.append("\u{A0}")
      }
      result.append(character)
    }
    return result
  }
}

extension Character {
  fileprivate var standsApart: Bool {
    switch self {
    case ":", ";", "?", "!": true
    default: false
    }
  }
}
