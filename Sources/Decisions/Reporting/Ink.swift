/// Whether and how a text for a terminal is coloured, by the colours that every terminal has.
package struct Ink: Hashable, Sendable {
  /// Whether colours are written at all; false for files and pipes.
  package let isColoured: Bool

  /// Colours, or none.
  package init(isColoured: Bool) {
    self.isColoured = isColoured
  }

  /// No colours.
  package static let plain = Ink(isColoured: false)

  /// What a colour says.
  package enum Tone: String {
    /// As it should be.
    case good = "32"
    /// Not yet a failure.
    case warning = "33"
    /// A failure.
    case bad = "31"
    /// Beside the point.
    case faint = "2"
    /// A heading.
    case strong = "1"
    /// The first of a row of parts, which differ in colour alone.
    case first = "36"
    /// The second.
    case second = "34"
    /// The third.
    case third = "35"
  }

  /// The text in `tone`; as it is where there are no colours, or no tone.
  ///
  /// Source: ECMA-48, 5th edition, section 8.3.117 (SGR).
  package func paint(_ text: String, _ tone: Tone?) -> String {
    guard isColoured, let tone, !text.isEmpty else { return text }
    return "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m"
  }
}
