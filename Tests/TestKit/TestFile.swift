import Glibc
package import Testing

/// Files that tests read and, when asked to, write.
package enum TestFile {
  /// The bytes of the file at `path`, at most 16 MiB; nil if it cannot be read.
  package static func bytes(_ path: String) -> [UInt8]? {
    guard let file = unsafe fopen(path, "rb") else { return nil }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < 16 << 20 {
      let count = unsafe part.withUnsafeMutableBytes {
        unsafe fread($0.baseAddress, 1, $0.count, file)
      }
      if count == 0 { break }
      bytes += part[..<count]
    }
    return unsafe ferror(file) == 0 ? bytes : nil
  }

  /// The bytes of `Tests/Fixtures/NAME`.
  package static func fixture(_ name: String) throws -> [UInt8] {
    try #require(bytes("\(tests)/Fixtures/\(name)"), "no fixture \(name)")
  }

  /// The lines of `Tests/Fixtures/NAME`, each split at its spaces.
  package static func table(_ name: String) throws -> [[String]] {
    let text = try String(decoding: fixture(name), as: UTF8.self)
    return text.split(separator: "\n").map { $0.split(separator: " ").map { String($0) } }
  }

  /// The host's file for the zone `name`; nil where there is none.
  package static func hostZone(_ name: String) -> [UInt8]? {
    bytes("/usr/share/zoneinfo/\(name)")
  }

  /// The version of the host's zones, such as `2025b`; nil where it doesn't say.
  package static var hostZoneVersion: String? {
    guard let source = hostZone("tzdata.zi") else { return nil }
    let line = String(decoding: source.prefix { $0 != 0x0A }, as: UTF8.self)
    return line.split(separator: " ").last.map { String($0) }
  }

  /// Holds `text` against `Tests/Goldens/NAME` byte by byte.
  ///
  /// With `RECORD=1` in the environment the file is written instead.
  package static func expectGolden(
    _ name: String,
    _ text: String,
    at location: SourceLocation = #_sourceLocation
  ) {
    let path = "\(tests)/Goldens/\(name)"
    if unsafe getenv("RECORD") != nil {
      #expect(write(text, path), "cannot write \(path)", sourceLocation: location)
      return
    }
    let expected = bytes(path).map { String(decoding: $0, as: UTF8.self) }
    guard let expected else {
      Issue.record("no golden \(name): run with RECORD=1", sourceLocation: location)
      return
    }
    let lines = (expected.split(separator: "\n"), text.split(separator: "\n"))
    let difference = zip(lines.0, lines.1).first { $0 != $1 }
    #expect(
      text == expected,
      "\(name): \(difference.map { "expected \($0)\n       got \($1)" } ?? "another length")",
      sourceLocation: location
    )
  }

  /// The bytes of `Tests/Goldens/NAME`, which never change once they are there.
  ///
  /// With `RECORD=1` in the environment a file that isn't there is written.
  package static func kept(_ name: String, _ first: @autoclosure () throws -> [UInt8]) rethrows
    -> [UInt8]?
  {
    let path = "\(tests)/Goldens/\(name)"
    if let bytes = bytes(path) { return bytes }
    if unsafe getenv("RECORD") != nil { #expect(write(try first(), path), "cannot write \(path)") }
    return bytes(path)
  }

  private static func write(_ text: String, _ path: String) -> Bool {
    write(Array(text.utf8), path)
  }

  private static func write(_ bytes: [UInt8], _ path: String) -> Bool {
    guard let file = unsafe fopen(path, "wb") else { return false }
    let count = unsafe bytes.withUnsafeBytes { unsafe fwrite($0.baseAddress, 1, $0.count, file) }
    return unsafe fclose(file) == 0 && count == bytes.count
  }

  /// The folder `Tests` of the sources.
  private static let tests: String = {
    let parts = #filePath.split(separator: "/")
    return "/" + parts.dropLast(2).joined(separator: "/")
  }()
}
