/// What an HTTP answer must be, after redirects, for its sample to be up.
package struct HTTPExpectation: Hashable, Sendable {
  /// The accepted status codes.
  package let status: StatusSet
  /// One rule for each header named; all must hold.
  package let headers: [HeaderRule]
  /// The rule for the body, if there is one.
  package let body: TextRule?

  /// An expectation; the default is any 2xx and nothing else.
  package init(
    status: StatusSet = .success,
    headers: [HeaderRule] = [],
    body: TextRule? = nil
  ) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// A rule for one header of the answer.
package struct HeaderRule: Hashable, Sendable {
  /// The header's name in lower case.
  package let name: String
  /// What its value must be.
  ///
  /// A header that is missing fails `equal` and `matches`, and passes `doesNotMatch`; of a header
  /// that occurs several times, one value that passes is enough.
  package let rule: TextRule

  /// A rule for the header `name`, which is compared without regard to case.
  package init(name: String, rule: TextRule) {
    self.name = name.lowercased()
    self.rule = rule
  }
}

/// What a text must be.
///
/// The patterns are PCRE2's, in UTF mode.
package enum TextRule: Hashable, Sendable {
  /// The text is exactly this one, byte by byte.
  case equal(String)
  /// The text has a match of this pattern; written `~ PATTERN`.
  case matches(String)
  /// The text has no match of this pattern; written `!~ PATTERN`.
  case doesNotMatch(String)
}

/// A set of HTTP status codes, 100 to 599.
package struct StatusSet: Hashable, Sendable {
  /// Ascending, disjoint ranges.
  package let ranges: [ClosedRange<UInt16>]

  /// The union of `ranges`; at least one, each within 100 to 599, as the reader has checked.
  package init(_ ranges: [ClosedRange<UInt16>]) {
    var merged: [ClosedRange<UInt16>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  /// 200 to 299.
  package static let success = StatusSet([200...299])

  /// Whether `status` is in the set.
  package func contains(_ status: UInt16) -> Bool {
    ranges.contains { $0.contains(status) }
  }
}
