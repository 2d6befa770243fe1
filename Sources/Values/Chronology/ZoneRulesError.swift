/// Why bytes are not the rules of a time zone.
package enum ZoneRulesError: Error, Hashable, Sendable {
  /// The bytes don't begin as a TZif file does.
  case notTZif
  /// A version other than 1 to 4: the version octet.
  case unknownVersion(UInt8)
  /// The file ends before what its header announces.
  case truncated
  /// The file, or one of the header's counts, is larger than any zone needs.
  case tooLarge
  /// The file counts leap seconds; POSIX time, which instants are, doesn't.
  case leapSeconds
  /// A part contradicts the format; which one.
  case malformed(String)
}

extension ZoneRulesError: CustomStringConvertible {
  /// What is wrong, in a few words.
  package var description: String {
    switch self {
    case .notTZif: "not a TZif file"
    case .unknownVersion(let version): "a TZif file of an unknown version (octet \(version))"
    case .truncated: "a TZif file that ends too early"
    case .tooLarge: "a TZif file beyond every limit"
    case .leapSeconds: "a TZif file that counts leap seconds (from zoneinfo/right)"
    case .malformed(let part): "a TZif file with a malformed \(part)"
    }
  }
}
