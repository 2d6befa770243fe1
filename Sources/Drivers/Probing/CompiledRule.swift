import Pcre2
import Sampling

/// A rule for a text, with its pattern compiled.
enum CompiledRule: Sendable {
  case equal([UInt8])
  case matches(Pattern)
  case doesNotMatch(Pattern)

  /// What a text is found to be.
  enum Finding: Sendable {
    case holds
    case fails
    /// The pattern's search was given up at a limit, so that nobody knows.
    case givenUp
  }

  init(_ rule: TextRule) throws(PatternError) {
    switch rule {
    case .equal(let text): self = .equal(Array(text.utf8))
    case .matches(let pattern): self = .matches(try Pattern(pattern))
    case .doesNotMatch(let pattern): self = .doesNotMatch(try Pattern(pattern))
    }
  }

  func judge(_ text: Span<UInt8>) -> Finding {
    switch self {
    case .equal(let expected):
      return isSame(text, expected.span) ? .holds : .fails
    case .matches(let pattern):
      return switch pattern.match(text) {
      case .matched: .holds
      case .notMatched: .fails
      case .limitExceeded, .failed: .givenUp
      }
    case .doesNotMatch(let pattern):
      return switch pattern.match(text) {
      case .matched: .fails
      case .notMatched: .holds
      case .limitExceeded, .failed: .givenUp
      }
    }
  }

  /// What a text that isn't there at all is found to be.
  var absent: Finding {
    if case .doesNotMatch = self { .holds } else { .fails }
  }
}

private func isSame(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
  guard left.count == right.count else { return false }
  for index in left.indices where left[index] != right[index] { return false }
  return true
}
