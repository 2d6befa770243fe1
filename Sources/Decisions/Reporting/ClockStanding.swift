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
  /// For how long of the period the clock was not synchronized: nothing is said of its error then.
  package let unsynchronized: TimeAmount
  /// How often the clock was set.
  package let steps: Int

  /// A standing of these parts.
  package init(
    readings: Int,
    synchronized: Int,
    uncertainty: TimeAmount?,
    unsynchronized: TimeAmount = .zero,
    steps: Int
  ) {
    self.unsynchronized = unsynchronized
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
      let isAlways = synchronized == readings && unsynchronized == .zero
      parts = isAlways ? [words.always] : []
      if let uncertainty {
        let tenths = (uncertainty.wholeMicroseconds + 99) / 100
        parts.append(
          "\(words.within.before) \(decimal("\(tenths / 10).\(tenths % 10)")) ms"
            + " \(words.within.behind)" + (isAlways ? "" : " \(words.meanwhile)")
        )
      }
      if !isAlways { parts.append("\(words.not) \(unsynchronized)") }
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
      "uncertainty_us": bound, "unsynchronized_ms": .integer(unsynchronized.wholeMilliseconds),
      "steps": .integer(steps),
    ]
  }
}

/// The words of the clock's line in one language.
struct ClockWords: Sendable {
  let label: String
  let unknown: String
  let never: String
  let always: String
  /// Behind what holds only while the clock was synchronized.
  let meanwhile: String
  /// Before how long it was not.
  let not: String
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
    meanwhile: "while synchronized",
    not: "not synchronized for",
    within: ("within", "of UTC as the kernel says"),
    set: ("set", "times")
  )
  static let french = ClockWords(
    label: "horloge",
    unknown: "rien n'en est connu",
    never: "jamais synchronisée\u{A0}: l'écart des heures à l'UTC est inconnu",
    always: "synchronisée",
    meanwhile: "tant que synchronisée",
    not: "non synchronisée pendant",
    within: ("à", "au plus de l'UTC selon le noyau"),
    set: ("réglée", "fois")
  )
}
