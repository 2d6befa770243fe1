import Chronology
import Posix
import TestKit
import Testing

@testable import ConfigFile

/// The files beside the tests.
enum Fixtures {
  /// The folder of the fixtures, with a slash at its end.
  static let folder = String(#filePath.dropLast("Fixtures.swift".count)) + "Fixtures/"
  /// The project's folder, with a slash at its end.
  static let project = String(#filePath.dropLast("Tests/ConfigFileTests/Fixtures.swift".count))

  /// The names of the YAML files in a folder of the fixtures, without the ending.
  static func names(in place: String) -> [String] {
    let names = (try? Directory(opening: folder + place).names()) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
  }

  /// The bytes of a file.
  static func bytes(_ path: String) throws(Errno) -> [UInt8] {
    let file = try FileHandle(opening: path, .readOnly)
    return try file.read(Int(try file.size()), at: 0)
  }

  /// Holds `text` against the file at `path`; RECORD=1 writes the file anew.
  static func expect(_ text: String, toEqualFile path: String) throws(Errno) {
    if Environment.value(of: "RECORD") == "1" {
      let file = try FileHandle(opening: path, [.writeOnly, .create, .truncate], mode: 0o644)
      try file.writeAll(Array(text.utf8))
    } else {
      let wanted = String(decoding: try bytes(path), as: UTF8.self)
      #expect(text == wanted, "RECORD=1 writes \(path) anew")
    }
  }
}

extension FileAccess {
  /// Files that are only a table of paths and bytes; a path's folders exist.
  static func table(_ files: [String: [UInt8]]) -> FileAccess {
    FileAccess(
      read: { path, limit in
        guard let bytes = files[path] else {
          let isFolder = files.keys.contains { $0.hasPrefix("\(path)/") }
          return .failure(isFolder ? .folder : .missing)
        }
        return bytes.count > limit ? .failure(.size(limit: limit)) : .success(bytes)
      },
      names: { folder in
        let prefix = folder == "." ? "" : folder
        let inside = files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
        let names = Set(inside.map { String($0.prefix { $0 != "/" }) })
        return names.isEmpty ? .failure(.missing) : .success(names.sorted().reversed())
      }
    )
  }

  /// A table of texts.
  static func texts(_ files: [String: String]) -> FileAccess {
    table(files.mapValues { Array($0.utf8) })
  }
}

extension Surroundings {
  /// This machine's patterns, a few zones as they were in 2025, and no `$STATE_DIRECTORY`.
  static let test = Surroundings(
    zone: { name in
      switch name {
      case "Etc/UTC", "UTC": .utc
      case "Europe/Paris", "Pacific/Apia", "America/Havana", "Africa/Cairo":
        try? ZoneRules(
          tzif: TestFile.fixture("zones/\(String(name.map { $0 == "/" ? "-" : $0 })).tzif")
        )
      default: nil
      }
    },
    patternFault: Surroundings.ofThisMachine().patternFault
  )
}

/// Reads constatd.yaml out of a table of texts.
func load(_ files: [String: String], _ surroundings: Surroundings = .test) -> ConfigReading {
  ConfigLoader.load(path: "constatd.yaml", surroundings: surroundings, files: .texts(files))
}
