/// Of which log files samples are wanted.
enum WantedFiles: Hashable, Sendable {
  /// Those up to a number.
  case through(UInt64)
  /// These and no others.
  case only(Set<UInt64>)

  /// Whether samples of a log file are wanted.
  func contains(_ number: UInt64) -> Bool {
    switch self {
    case .through(let last): number <= last
    case .only(let numbers): numbers.contains(number)
    }
  }

  /// Whether samples of one of some log files are wanted.
  func touches(_ span: LogSpan) -> Bool {
    switch self {
    case .through(let last): span.first <= last
    case .only(let numbers): numbers.contains { span.contains(LogSpan($0)) }
    }
  }

  /// Whether samples of all of some log files are wanted.
  func holds(_ span: LogSpan) -> Bool {
    switch self {
    case .through(let last): span.last <= last
    case .only(let numbers): (span.first...span.last).allSatisfy { numbers.contains($0) }
    }
  }
}
