package import Chronology
import Posix

/// Reads the rules of time zones from the host's tzdata, so that an update of the system follows a
/// change of law.
///
/// Source: RFC 9636; the folder and the version's place are those of Debian's tzdata.
package enum ZoneFiles {
  /// Where the compiled zones stand.
  package static let folder = "/usr/share/zoneinfo"

  /// The rules of the zone `name`, an IANA name such as `Europe/Paris`.
  ///
  /// - Throws: ``ZoneFileError`` if there is no such zone or its file makes no sense.
  package static func rules(of name: String) throws(ZoneFileError) -> ZoneRules {
    guard !name.isEmpty, !name.hasPrefix("/"), !name.contains(".."), !name.utf8.contains(0) else {
      throw .unknown(name: name, reason: "not the name of a zone")
    }
    let bytes: [UInt8]
    do throws(Errno) {
      let file = try FileHandle(opening: "\(folder)/\(name)", .readOnly)
      bytes = try file.read(ZoneRules.largestFile + 1, at: 0)
    } catch {
      throw .unknown(name: name, reason: error.description)
    }
    do throws(ZoneRulesError) {
      return try ZoneRules(tzif: bytes)
    } catch {
      throw .damaged(name: name, reason: error.description)
    }
  }

  /// The version of the rules, such as `2025b`; `unknown` where the host does not say.
  package static func version() -> String {
    guard let file = try? FileHandle(opening: "\(folder)/tzdata.zi", .readOnly),
      let head = try? file.read(64, at: 0)
    else { return "unknown" }
    let line = String(decoding: head.prefix { $0 != 0x0A }, as: UTF8.self)
    guard line.hasPrefix("# version ") else { return "unknown" }
    return String(line.dropFirst("# version ".count))
  }
}

/// Why a zone cannot be used; each says what to do.
package enum ZoneFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no file of this name.
  case unknown(name: String, reason: String)
  /// Its file is not what it should be.
  case damaged(name: String, reason: String)

  /// One line for an operator.
  package var description: String {
    switch self {
    case .unknown(let name, let reason):
      "no rules for the time zone \(name): \(reason); install the package tzdata"
    case .damaged(let name, let reason):
      "the rules of the time zone \(name) are damaged: \(reason); reinstall the package tzdata"
    }
  }
}
