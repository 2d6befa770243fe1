import ArgumentParser
import Posix

/// A file that a command makes: under another name until it is whole and on the disk; or standard output.
///
/// A file that is there already is never replaced.
struct OutputFile: ~Copyable {
  /// The file's path; `-` is standard output.
  let path: String
  // Standard output has neither: they are then any.
  private let folder: Directory
  private let file: FileHandle
  private let name: String

  /// Whether it is standard output.
  var isStandardOutput: Bool { path == "-" }

  private var temporary: String { ".\(name).tmp-\(CurrentProcess.number)" }

  /// Begins a file, or ends the command with the reason why that can't be.
  static func begin(_ path: String) throws -> OutputFile {
    do throws(Errno) {
      if path == "-" {
        let file = try FileHandle(opening: "/dev/null", [.writeOnly])
        return OutputFile(path: path, folder: try Directory(opening: "/"), file: file, name: "")
      }
      let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      let name = parts.last ?? ""
      let place = parts.dropLast().joined(separator: "/")
      let folder = try Directory(opening: parts.count == 1 ? "." : place.isEmpty ? "/" : place)
      if name.isEmpty || name == "." || name == ".." { throw Errno.isDirectory }
      if folder.contains(name) { throw Errno.exists }
      let temporary = ".\(name).tmp-\(CurrentProcess.number)"
      let file = try FileHandle(
        opening: temporary,
        in: folder,
        [.writeOnly, .create, .exclusive, .noFollow]
      )
      return OutputFile(path: path, folder: folder, file: file, name: name)
    } catch {
      let advice =
        error == .exists ? ": name another file by -o, or remove it: nothing is replaced" : ""
      throw ExitCode.because("\(path) can't be made: \(error)\(advice)", .cannotCreate)
    }
  }

  /// Makes a file of a whole text, or ends the command with the reason why that can't be.
  static func make(_ path: String, of text: String) throws {
    let file = try begin(path)
    do throws(Errno) {
      try file.write(Array(text.utf8))
    } catch {
      file.discard()
      throw ExitCode.because("\(path) can't be written: \(error)", .cannotCreate)
    }
    do throws(Errno) {
      try file.publish()
    } catch {
      throw ExitCode.because("\(path) can't be published: \(error)", .cannotCreate)
    }
  }

  /// Appends bytes of a text.
  func write(_ bytes: [UInt8]) throws(Errno) {
    if isStandardOutput {
      try StandardStream.output.write(String(decoding: bytes, as: UTF8.self))
    } else {
      try file.writeAll(bytes)
    }
  }

  /// Gives the file its name, when all of it is on the disk.
  consuming func publish() throws(Errno) {
    if isStandardOutput { return }
    do throws(Errno) {
      try file.synchronize()
      try folder.renameNew(temporary, to: name)
    } catch {
      try? folder.remove(temporary)
      throw error
    }
    try folder.synchronize()
  }

  /// Removes what was written.
  consuming func discard() {
    if !isStandardOutput { try? folder.remove(temporary) }
  }
}
