import Sampling
import Testing

@Suite struct ForeignTextTests {
  @Test(arguments: [
    ("plain ~ text", "plain ~ text"), ("Müller 商店 🙂", "Müller 商店 🙂"), ("", ""),
    ("a\tb\nc\r\u{85}\u{2028}\u{2029}d", "a b c    d"),
    ("\u{1B}[31m\u{9B}\u{7F}\u{0}", "\u{FFFD}[31m\u{FFFD}\u{FFFD}\u{FFFD}"),
    // The order of writing, and what nobody sees.
    ("\u{202E}gnp.exe\u{2066}\u{200B}\u{FEFF}", "\u{FFFD}gnp.exe\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("\u{378}", "\u{FFFD}"),
  ])
  func `what a terminal would obey does not reach it`(_ text: String, _ wanted: String) {
    #expect(text.harmless == wanted)
    #expect(text.harmless.harmless == wanted)
  }
}
