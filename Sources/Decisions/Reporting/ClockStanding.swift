import Agreement
package import Chronology

/// What a record says of the clock by which a period was measured.
package struct ClockStanding: Hashable, Sendable {
  /// How many readings the period has, and the last one before it.
  package let readings: Int
  /// How many of them found the clock synchronized.
  package let synchronized: Int
  /// How far the clock can have been from UTC while it was synchronized: the largest error that the
  /// kernel called possible; nil where it never said.
  package let uncertainty: TimeAmount?
  /// How often the clock was set.
  package let steps: Int

  /// A standing of these parts.
  package init(readings: Int, synchronized: Int, uncertainty: TimeAmount?, steps: Int) {
    self.readings = readings
    self.synchronized = synchronized
    self.uncertainty = uncertainty
    self.steps = steps
  }
}

extension ClockStanding {
  /// The standing in a sentence.
  func text(_ words: ClockWords, decimal: (String) -> String) -> String {
    var parts: [String]
    if readings == 0 {
      parts = [words.unknown]
    } else if synchronized == 0 {
      parts = [words.never]
    } else {
      parts = [synchronized == readings ? words.always : words.partly]
      if let uncertainty {
        let tenths = (uncertainty.wholeMicroseconds + 99) / 100
        parts.append(
          "\(words.within.before) \(decimal("\(tenths / 10).\(tenths % 10)")) ms"
            + " \(words.within.behind)"
        )
      }
    }
    if steps > 0 { parts.append("\(words.set.before) \(steps) \(words.set.behind)") }
    return parts.joined(separator: ", ")
  }

  /// The standing as one object; an uncertainty that nobody stated is null.
  var json: JSONValue {
    var bound = JSONValue.null
    if let uncertainty { bound = .integer(uncertainty.wholeMicroseconds) }
    return [
      "readings": .integer(readings), "synchronized": .integer(synchronized),
      "uncertainty_us": bound, "steps": .integer(steps),
    ]
  }
}

/// The words of the clock's line in one language.
struct ClockWords: Sendable {
  let label: String
  let unknown: String
  let never: String
  let always: String
  let partly: String
  /// Around the uncertainty.
  let within: (before: String, behind: String)
  /// Around a number of times.
  let set: (before: String, behind: String)

  /// The words of `language`.
  static func of(_ language: Language) -> ClockWords {
    switch language {
    case .english: english
    case .french: french
    }
  }

  static let english = ClockWords(
    label: "clock",
    unknown: "nothing is known of it",
    never: "never synchronized: how far times are from UTC is unknown",
    always: "synchronized",
    partly: "not always synchronized",
    within: ("within", "of UTC as the kernel says"),
    set: ("set", "times")
  )
  static let french = ClockWords(
    label: "horloge",
    unknown: "rien n'en est connu",
    never: "jamais synchronisée : l'écart des heures à l'UTC est inconnu",
    always: "synchronisée",
    partly: "pas toujours synchronisée",
    within: ("à", "au plus de l'UTC selon le noyau"),
    set: ("réglée", "fois")
  )
}
