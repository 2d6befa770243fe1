/// The names of the log's files: 16 hexadecimal digits and `.log` (`.spare` for what is to become
/// one), so that they sort by time.
package enum LogName {
  /// What the names of files that are being made begin with.
  package static let temporaryPrefix = ".tmp-"

  /// The name of a log file.
  package static func file(_ number: UInt64) -> String { "\(hexadecimal(number)).log" }

  static func spare(_ number: UInt64) -> String { "\(hexadecimal(number)).spare" }

  static func temporary(_ number: UInt64) -> String { temporaryPrefix + file(number) }

  /// A damaged file's copy: one name for one damage, so that none is reported twice.
  static func damaged(_ number: UInt64, at offset: Int64) -> String {
    "\(hexadecimal(number))-\(hexadecimal(UInt64(offset))).damaged"
  }

  /// No store comes to so many files: what claims a number beyond is not one of ours, and the number
  /// after it can always be reckoned.
  private static let limit: UInt64 = 1 << 62

  /// The number of a log file's name; nil for any other name.
  package static func number(of name: String) -> UInt64? {
    let number = digits(of: name)
    return number.map(file) == name ? number : nil
  }

  /// The number of a spare's name; nil for any other name.
  package static func spareNumber(of name: String) -> UInt64? {
    let number = digits(of: name)
    return number.map(spare) == name ? number : nil
  }

  private static func digits(of name: String) -> UInt64? {
    guard name.utf8.count <= 24, let number = UInt64(name.prefix(16), radix: 16) else { return nil }
    return number < limit ? number : nil
  }

  /// A number as names have it: 16 digits, lower case.
  package static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
