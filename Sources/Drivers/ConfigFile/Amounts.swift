package import Chronology

/// Durations as configuration files write them: `500ms 30s 5m 4h 400d 3y`.
package enum DurationText {
  /// The units, from the smallest, in nanoseconds.
  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ("d", 86_400_000_000_000), ("y", 365 * 86_400_000_000_000),
  ]

  /// Why a text is no duration.
  package enum Fault: Error, Hashable, Sendable {
    /// Digits only.
    case noUnit
    /// A number with a decimal point.
    case fraction
    /// Something else.
    case form

    /// What to write instead of `text`; nil where nobody can tell.
    package func hint(for text: String) -> String? {
      switch self {
      case .noUnit: "add a unit: \(text)s or \(text)ms"
      case .fraction: "use a smaller unit: 1500ms instead of 1.5s"
      case .form: nil
      }
    }
  }

  /// Reads up to nine digits and a unit; a year is 365 days.
  package static func parse(_ text: String) throws(Fault) -> TimeAmount {
    let digits = text.prefix { ("0"..."9").contains($0) }
    let name = text.dropFirst(digits.count)
    guard let count = decimal(digits.utf8) else { throw .form }
    if name.isEmpty { throw .noUnit }
    if name.hasPrefix(".") { throw .fraction }
    guard let unit = units.first(where: { $0.name == name }) else { throw .form }
    // Nine digits of days are beyond what 64 bits hold.
    let (nanoseconds, isOver) = Int64(count).multipliedReportingOverflow(by: unit.nanoseconds)
    return TimeAmount(nanoseconds: isOver ? .max : nanoseconds)
  }

  /// `amount` in the largest unit but years that is exact; whole milliseconds only.
  package static func write(_ amount: TimeAmount) -> String {
    let unit = units.dropLast().last { amount.nanoseconds % $0.nanoseconds == 0 && amount > .zero }
    guard let unit else { return "\(amount.wholeMilliseconds)ms" }
    return "\(amount.nanoseconds / unit.nanoseconds)\(unit.name)"
  }
}
