package import Sampling

/// Which file is to become samples of which check: the first line of a request to the daemon.
///
/// The line is `import 1 CHECK SHA256 NAME` and a line feed; the file's bytes follow as they are.
/// `import-sparse` instead of `import` takes a file that leaves most of its time unknown.
/// Everything in it is untrusted: who may write into the inbox may write anything.
package struct ImportRequest: Hashable, Sendable {
  /// How many bytes the line has at most, with its end.
  package static let longestHeader = 2_048
  /// How many bytes a file's name has at most, as in the record.
  package static let longestName = 1_024

  /// The check that the samples are of.
  package let check: CheckID
  /// The file's name without its folder: not empty, without control characters.
  package let name: String
  /// The SHA-256 of the file: 32 bytes.
  package let hash: [UInt8]
  /// Whether the file may leave most of its time unknown.
  package let allowsSparse: Bool

  private static let start = "import 1"
  private static let sparseStart = "import-sparse 1"

  /// The request for a file.
  ///
  /// - Parameters:
  ///   - path: The file's; only its last part is kept, with `?` for control characters.
  ///   - hash: 32 bytes.
  package init(check: CheckID, path: String, hash: [UInt8], allowsSparse: Bool = false) {
    precondition(hash.count == 32, "a SHA-256 has 32 bytes")
    self.check = check
    self.hash = hash
    self.allowsSparse = allowsSparse
    var name = String.UnicodeScalarView()
    var length = 0
    for scalar in (path.split(separator: "/").last ?? "?").unicodeScalars {
      length += UTF8.width(scalar)
      if length > ImportRequest.longestName { break }
      name.append(ImportRequest.isControl(scalar) ? "?" : scalar)
    }
    self.name = String(name)
  }

  /// Reads the line, without its end; nil if it isn't one.
  package init?(header: some Collection<UInt8>) {
    guard header.count < ImportRequest.longestHeader,
      let text = String(validating: header, as: UTF8.self)
    else { return nil }
    let parts = text.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 5,
      [ImportRequest.start, ImportRequest.sparseStart].contains(parts[0] + " " + parts[1]),
      let check = CheckID(String(parts[2])), let hash = Hexadecimal.bytes(parts[3]),
      hash.count == 32
    else { return nil }
    let name = String(parts[4])
    guard (1...ImportRequest.longestName).contains(name.utf8.count), !name.contains("/"),
      !name.unicodeScalars.contains(where: ImportRequest.isControl)
    else { return nil }
    self.check = check
    self.hash = hash
    self.name = name
    allowsSparse = parts[0] + " " + parts[1] == ImportRequest.sparseStart
  }

  /// The line with its end.
  package var header: [UInt8] {
    Array(
      "\(allowsSparse ? ImportRequest.sparseStart : ImportRequest.start) \(check) \(hexadecimalHash) \(name)\n"
        .utf8
    )
  }

  /// The hash as 64 lower-case digits.
  package var hexadecimalHash: String { Hexadecimal.text(hash) }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
  }
}
