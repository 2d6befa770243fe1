import Chronology
import Sampling

extension String {
  /// The text with spaces behind it up to `width` columns.
  func filled(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// The text with spaces before it up to `width` columns.
  func rightAligned(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  /// The text with `other` at the right end of a line of `width` columns.
  func followed(by other: String, in width: Int) -> String {
    filled(to: max(count + 2, width - other.count)) + other
  }

  /// The text without what would drive a terminal or break a line, cut off at `limit` columns.
  func printable(upTo limit: Int = 2_048) -> String {
    let text = harmless
    return text.count > limit ? text.prefix(max(0, limit - 1)) + "…" : text
  }

  /// The words of the text in lines of at most `width` columns, with `indent` spaces before each; a percent
  /// sign stays with its number.
  func wrapped(to width: Int, indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = margin
    for word in unbroken {
      if line.count > indent, line.count + 1 + word.count > width {
        lines.append(line)
        line = margin
      }
      line += line.count > indent ? " \(word)" : word
    }
    return line.count > indent ? lines + [line] : lines
  }
}

extension String {
  /// The words of the text; a percent sign is in that of its number.
  fileprivate var unbroken: [String] {
    split(separator: " ").reduce(into: []) { words, word in
      if word.first == "%", let number = words.popLast() {
        words.append("\(number) \(word)")
      } else {
        words.append(String(word))
      }
    }
  }
}

/// `milliseconds` as hours, minutes and seconds, exactly: `743:00:00`, `0:44:34.800`.
func clockText(_ milliseconds: Int64) -> String {
  let magnitude = milliseconds.magnitude
  let rest = magnitude % 1_000
  let sign = milliseconds < 0 ? "-" : ""
  let minute = padded(magnitude / 60_000 % 60, 2)
  let second = padded(magnitude / 1_000 % 60, 2)
  let fraction = rest == 0 ? "" : ".\(padded(rest, 3))"
  return "\(sign)\(magnitude / 3_600_000):\(minute):\(second)\(fraction)"
}

/// `part` of `whole` as a bar of `width` cells: full where something is spent, and never full
/// before all of it is.
func bar(_ part: Int64, of whole: Int64, width: Int) -> String {
  let full: Int
  if part <= 0 {
    full = 0
  } else if part >= whole {
    full = width
  } else {
    full = max(1, Int(Int128(part) * Int128(width) / Int128(whole)))
  }
  return String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
}
