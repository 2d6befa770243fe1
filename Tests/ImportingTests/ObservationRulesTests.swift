import Sampling
import Testing

@testable import Importing

@Suite struct ObservationRulesTests {
  @Test(
    arguments: [
      ("CRM d'été, table 3", true), ("客服", true), ("", false), (" ", false), ("a\nb", false),
      ("a\u{1B}[31m", false), ("a\u{2028}b", false), ("a\u{202E}b", false), ("a\u{200B}b", false),
      ("a\u{FFFD}b", false), ("a\u{E0080}b", false), ("a\u{378}b", false),
    ]
  )
  func `a source is text that can be shown as it stands`(text: String, isSource: Bool) {
    #expect(ObservationRules.isSource(text) == isSource)
    if isSource { #expect(text == text.harmless) }
  }
}
