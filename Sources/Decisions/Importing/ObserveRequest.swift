package import Agreement
import Sampling

/// Which observations are given, by whom, and from which file: the first line of a request to the daemon.
///
/// The line is `observe 1 NAME AUTHOR SHA256 SOURCE FILE` and a line feed, SOURCE and FILE in
/// hexadecimal digits, FILE `-` for a command line; the file's bytes follow as they are. Everything in it
/// is untrusted: who may write into the inbox may write anything.
package struct ObserveRequest: Hashable, Sendable {
  /// How many bytes the line has at most, with its end.
  package static let longestHeader = 4_096
  /// What the line begins with.
  package static let start = "observe 1 "

  /// The name of what is observed.
  package let name: String
  /// In whose name it is given.
  package let author: Annotation.Author
  /// Who or what observed it.
  package let source: String
  /// The file's name without its folder; empty for a command line.
  package let file: String
  /// The SHA-256 of the file: 32 bytes.
  package let hash: [UInt8]

  /// The request for a file.
  ///
  /// - Parameters:
  ///   - path: The file's, of which only the last part is kept; empty for a command line.
  ///   - hash: 32 bytes.
  package init(
    name: String,
    author: Annotation.Author,
    source: String,
    path: String = "",
    hash: [UInt8]
  ) {
    precondition(hash.count == 32, "a SHA-256 has 32 bytes")
    self.name = name
    self.author = author
    self.source = source
    file =
      path.split(separator: "/").last.map { last in
        var name = ""
        for character in String(last).harmless {
          if name.utf8.count + character.utf8.count > RecordedObservations.fileLimit { break }
          name.append(character)
        }
        return name
      } ?? ""
    self.hash = hash
  }

  /// Reads the line, without its end; nil if it isn't one.
  package init?(header: some Collection<UInt8>) {
    guard header.count < ObserveRequest.longestHeader,
      let text = String(validating: header, as: UTF8.self), text.hasPrefix(ObserveRequest.start)
    else { return nil }
    let parts = text.dropFirst(ObserveRequest.start.count)
      .split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 5, isIdentifier(String(parts[0])),
      let author = Annotation.Author.allCases.first(where: { $0.word == parts[1] }),
      let hash = Hexadecimal.bytes(parts[2]), hash.count == 32,
      let source = Hexadecimal.bytes(parts[3]).flatMap({ String(validating: $0, as: UTF8.self) }),
      let file = parts[4] == "-"
        ? "" : Hexadecimal.bytes(parts[4]).flatMap({ String(validating: $0, as: UTF8.self) }),
      ObservationRules.isSource(source), file == file.harmless,
      file.utf8.count <= RecordedObservations.fileLimit
    else { return nil }
    name = String(parts[0])
    self.author = author
    self.source = source
    self.file = file
    self.hash = hash
  }

  /// The line with its end.
  package var header: [UInt8] {
    let file = self.file.isEmpty ? "-" : Hexadecimal.text(Array(self.file.utf8))
    return Array(
      ("\(ObserveRequest.start)\(name) \(author.word) \(Hexadecimal.text(hash))"
        + " \(Hexadecimal.text(Array(source.utf8))) \(file)\n").utf8
    )
  }
}
