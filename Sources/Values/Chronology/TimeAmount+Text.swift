extension TimeAmount: CustomStringConvertible {
  /// The length as people say it: `2 h 05 min`, `13 min 12 s`, `4.250 s`, `87 ms`, `350 µs`.
  ///
  /// At most two units, cut off below, never rounded up. For eyes only: no parser reads it back.
  package var description: String {
    let sign = nanoseconds < 0 ? "-" : ""
    let magnitude = nanoseconds.magnitude
    let milliseconds = magnitude / 1_000_000
    let seconds = magnitude / 1_000_000_000
    switch seconds {
    case 0 where milliseconds == 0 && magnitude > 0: return "\(sign)\(magnitude / 1_000) µs"
    case 0: return "\(sign)\(milliseconds) ms"
    case 1..<60:
      let rest = milliseconds % 1_000
      return rest == 0 ? "\(sign)\(seconds) s" : "\(sign)\(seconds).\(padded(rest, 3)) s"
    case 60..<3_600: return "\(sign)\(seconds / 60) min \(padded(seconds % 60, 2)) s"
    case 3_600..<86_400:
      return "\(sign)\(seconds / 3_600) h \(padded(seconds / 60 % 60, 2)) min"
    default: return "\(sign)\(seconds / 86_400) d \(padded(seconds / 3_600 % 24, 2)) h"
    }
  }
}

/// `number` in decimal with leading zeros up to `width` digits.
package func padded(_ number: some BinaryInteger, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
