extension StringProtocol {
  /// The text fit for one line of a terminal or a log, whoever wrote it.
  ///
  /// What breaks a line becomes a space, as does a tab. What else a terminal could obey becomes
  /// U+FFFD: controls, formats (which turn the order of writing around), and what is no character yet.
  package var harmless: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars { result.append(scalar.harmless) }
    return String(result)
  }
}

extension Unicode.Scalar {
  /// Itself, or what stands for it on one line of a terminal.
  fileprivate var harmless: Unicode.Scalar {
    switch self {
    // All printable ASCII, without a look at the tables.
    case " "..."~": self
    case "\t", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": " "
    default:
      switch properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
        "\u{FFFD}"
      default: self
      }
    }
  }
}
