import Agreement
import Judging

/// What an objective on time calls its time, by what is known of it.
struct LevelWords: Bilingual {
  let language: Language
  /// As it should be.
  let good: String
  /// Otherwise.
  let bad: String
  /// Where that can't be excluded.
  let possible: String

  /// The words of an objective of this kind.
  init(of indicator: Indicator, in language: Language) {
    self.language = language
    let words: (good: (String, String), bad: (String, String), possible: (String, String)) =
      switch indicator {
      case .certificateValidity:
        (
          ("good", "conforme"), ("no good", "non conforme"),
          ("may have been no good", "peut-être non conforme")
        )
      case .clock:
        (
          ("right", "dans la limite"), ("not right", "hors limite"),
          ("may have been not right", "peut-être hors limite")
        )
      default:
        (
          ("up", "disponible"), ("down", "indisponible"),
          ("may have been down", "peut-être indisponible")
        )
      }
    func choose(_ pair: (String, String)) -> String { language == .english ? pair.0 : pair.1 }
    good = choose(words.good)
    bad = choose(words.bad)
    possible = choose(words.possible)
  }

  /// What the samples say, in words.
  func word(for level: AccountedStretch.Level) -> String {
    switch level {
    case .up: good
    case .possible: possible
    case .estimated: bad + say(", by the estimate", ", estimé")
    case .proved: proved
    }
  }

  /// Before a sum of what is proved.
  var proved: String { bad + say(", proved", ", prouvé") }
  /// Before a sum of what is estimated.
  var estimated: String { bad + say(", estimated", ", estimé") }
  /// Before a sum of all that can't be excluded.
  var atMost: String { bad + say(", at most", ", au plus") }
}

extension Indicator {
  /// Whether it is about something else than whether samples succeed: certificates, or the clock.
  var hasLevelsOfItsOwn: Bool {
    switch self {
    case .certificateValidity, .clock: true
    default: false
    }
  }
}
