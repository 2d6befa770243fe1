import Posix

/// Tells a person at a terminal how far something long is, twice a second at most; nobody else.
struct Progress {
  private let words: String
  private let whole: Int?
  private let isShown = StandardStream.error.isTerminal
  private let start = SystemClocks.monotonic()
  private var last: Int64
  private var width = 0

  /// How long something lasts before anything is said.
  private static let calm: Int64 = 1_000_000_000
  private static let period: Int64 = 500_000_000

  /// Progress in doing what `words` say.
  ///
  /// - Parameter whole: The count at its end, if that is known.
  init(_ words: String, whole: Int?) {
    self.words = words
    self.whole = whole
    last = start + Progress.calm - Progress.period
  }

  /// It has come to `count`.
  mutating func tell(_ count: Int) {
    let now = SystemClocks.monotonic()
    guard isShown, now - last >= Progress.period else { return }
    last = now
    let amount =
      if let whole, whole > 0 { "\(min(count, whole) * 100 / whole) %" } else { "\(count)" }
    let text = "\(words): \(amount)"
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    width = text.count
    try? StandardStream.error.write("\r" + text + blanks)
  }

  /// It is over: what was shown is taken away.
  mutating func end() {
    guard width > 0 else { return }
    try? StandardStream.error.write("\r" + String(repeating: " ", count: width) + "\r")
    width = 0
  }
}
