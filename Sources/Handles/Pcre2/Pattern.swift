import CPcre2

/// What came of looking for a pattern in a text.
package enum MatchResult: Equatable, Sendable {
  /// It is there.
  case matched
  /// It is not there.
  case notMatched
  /// A limit ended the search before that was known.
  case limitExceeded
  /// PCRE2 failed otherwise, with its code.
  case failed(code: Int32)
}

/// What one search may cost before it is given up.
package struct MatchLimits: Equatable, Sendable {
  /// Steps of backtracking; a million take about 50 ms.
  package var steps: UInt32 = 1_000_000
  /// Nested steps.
  package var depth: UInt32 = 20_000
  /// Memory in KiB.
  package var memory: UInt32 = 4_096

  /// The limits that a probe's loop can bear: how long an answer made to hurt can stall it.
  package static let standard = MatchLimits()

  /// Sets limits other than the standard ones.
  package init(steps: UInt32 = 1_000_000, depth: UInt32 = 20_000, memory: UInt32 = 4_096) {
    self.steps = steps
    self.depth = depth
    self.memory = memory
  }
}

/// A compiled regular expression (PCRE2's own syntax, UTF-8) with limits.
///
/// Bytes that aren't UTF-8 match nothing, not even `.`; the rest of the text is searched as ever.
/// PCRE2's just-in-time compiler isn't used: it would need writable and executable memory, and it
/// doesn't know two of the limits.
///
/// The corresponding C type is `pcre2_code`.
///
/// Safe because: PCRE2 documents compiled code and a match context that isn't changed any more as
/// usable by several threads at once; both are made in `init` and only read after it.
@safe
package final class Pattern: @unchecked Sendable {
  /// The longest pattern that is compiled, in bytes.
  package static let lengthLimit = 4_096

  /// As it was written.
  package let text: String
  private let code: OpaquePointer
  private let limits: OpaquePointer

  /// Compiles a pattern.
  ///
  /// - Throws: `PatternError` with the place; a pattern beyond `lengthLimit` is refused there.
  ///
  /// The corresponding C function is `pcre2_compile`.
  package init(_ text: String, limits: MatchLimits = .standard) throws(PatternError) {
    self.text = text
    let bytes = Array(text.utf8)
    guard bytes.count <= Pattern.lengthLimit else {
      throw PatternError(code: Int32(PCRE2_ERROR_PATTERN_TOO_LARGE), offset: Pattern.lengthLimit)
    }
    var error: Int32 = 0
    var offset = 0
    guard let code = unsafe constat_pcre2_compile(bytes, bytes.count, &error, &offset) else {
      throw PatternError(code: error, offset: offset)
    }
    guard
      let context = unsafe constat_pcre2_limits_create(limits.steps, limits.depth, limits.memory)
    else {
      unsafe constat_pcre2_free(code)
      throw PatternError(code: Int32(PCRE2_ERROR_NOMEMORY), offset: 0)
    }
    unsafe self.code = code
    unsafe self.limits = context
  }

  deinit {
    unsafe constat_pcre2_free(code)
    unsafe constat_pcre2_limits_free(limits)
  }

  /// Looks for the pattern anywhere in the bytes.
  ///
  /// The corresponding C function is `pcre2_match`.
  package func match(_ bytes: Span<UInt8>) -> MatchResult {
    let result = unsafe bytes.withUnsafeBufferPointer { subject in
      unsafe constat_pcre2_match(code, subject.baseAddress, subject.count, limits)
    }
    return switch result {
    case 0...: .matched
    case PCRE2_ERROR_NOMATCH: .notMatched
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT: .limitExceeded
    default: .failed(code: result)
    }
  }

  /// Looks for the pattern anywhere in a text.
  package func match(_ text: String) -> MatchResult { match(Array(text.utf8).span) }
}
