import Storage

/// Which files of the log, all numbers from the first to the last, a file of the archive stands for.
package struct LogSpan: Hashable, Sendable {
  /// The first number.
  package let first: UInt64
  /// The last number, not less.
  package let last: UInt64

  /// The span from a first to a last number.
  package init(_ first: UInt64, through last: UInt64) {
    precondition(first <= last, "a span ascends")
    self.first = first
    self.last = last
  }

  /// One file.
  package init(_ number: UInt64) {
    self.init(number, through: number)
  }

  /// What another span has of this one; nil for nothing.
  func part(within other: LogSpan) -> LogSpan? {
    let (first, last) = (max(first, other.first), min(last, other.last))
    return first > last ? nil : LogSpan(first, through: last)
  }

  /// What follows a log file; nil for nothing, all of it if there is no such file.
  func part(after number: UInt64?) -> LogSpan? {
    guard let number else { return self }
    return last > number ? LogSpan(max(first, number + 1), through: last) : nil
  }

  /// How many log files there are, or were.
  var count: UInt64 { last - first + 1 }

  /// Whether all of another span is in this one.
  package func contains(_ other: LogSpan) -> Bool {
    first <= other.first && other.last <= last
  }
}

extension LogSpan: Comparable {
  /// By the first number; of two that begin with the same one, the longer comes first.
  package static func < (left: LogSpan, right: LogSpan) -> Bool {
    left.first == right.first ? left.last > right.last : left.first < right.first
  }
}

extension LogSpan {
  /// The span in a name of 16 hexadecimal digits, or twice 16 with a hyphen, and an ending.
  ///
  /// - Returns: nil for any other name.
  init?(_ name: String, ending: String) {
    guard name.hasSuffix(ending) else { return nil }
    let digits = name.dropLast(ending.utf8.count)
    let parts = digits.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count) else { return nil }
    let numbers = parts.compactMap { LogName.number(of: "\($0).log") }
    guard numbers.count == parts.count, let first = numbers.first, let last = numbers.last,
      first <= last
    else { return nil }
    self.init(first, through: last)
    // A span of one file has one name.
    if text + ending != name { return nil }
  }

  /// The span as it stands in names.
  var text: String {
    first == last
      ? LogName.hexadecimal(first)
      : "\(LogName.hexadecimal(first))-\(LogName.hexadecimal(last))"
  }
}
