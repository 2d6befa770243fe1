import Agreement
import ArgumentParser

/// How a report is written.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
  case csv
  case md
  case html
}

/// A language of reports, as command lines have it.
enum ReportLanguage: String, CaseIterable, ExpressibleByArgument {
  case fr
  case en

  /// The language.
  var value: Language {
    switch self {
    case .fr: .french
    case .en: .english
    }
  }
}
