import Posix
package import Proving
import Sampling
import StoreFormat

/// What was signed last of a store, kept outside of it: by it a store is known that was restored whole
/// from an older backup, and would sign another history than the one that has left the host.
///
/// A file with the checkpoint's text, replaced in one step behind each signature. Who restores the
/// folder that it stands in along with the store is not found out.
package struct SignedMark: Sendable {
  /// How many bytes are read of the file.
  private static let limit = 4_096

  /// The file.
  package let path: String
  /// Told what goes wrong and keeps nobody from sealing.
  private let warn: @Sendable (String) -> Void
  /// Whether it was warned already.
  private let warned = Lock(false)

  /// The mark of a store in a folder outside of it.
  package init(
    of store: [UInt8],
    in folder: String,
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    path = "\(folder)/signed.\(Hexadecimal.text(store))"
    self.warn = warn
  }

  /// What was signed last; nil if there is no file, or none that can be read, which is warned of.
  package func read() -> Checkpoint? {
    do throws(Errno) {
      let file = try FileHandle(opening: path, [.readOnly, .nonBlocking])
      let bytes = try file.read(SignedMark.limit, at: 0)
      let text = String(decoding: bytes, as: UTF8.self)
      if let checkpoint = try? Checkpoint(text) { return checkpoint }
      tell("it is none of constat's: remove it")
    } catch {
      if error != .noSuchFile { tell("\(error)") }
    }
    return nil
  }

  /// Keeps what was signed; what can't be kept is warned of once.
  ///
  /// - Returns: Whether it is kept.
  @discardableResult
  package func write(_ checkpoint: Checkpoint) -> Bool {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let (folder, name) = (String(path[..<slash]), String(path[path.index(after: slash)...]))
    do throws(Errno) {
      try Directory.makeIfMissing(folder, mode: 0o700)
      let place = try Directory(opening: folder)
      try place.publish(Array(checkpoint.text.utf8), as: name, mode: 0o600, isNew: false)
      return true
    } catch {
      tell("\(error)")
      return false
    }
  }

  private func tell(_ reason: String) {
    if warned.withLock({ known in
      defer { known = true }
      return known
    }) {
      return
    }
    warn(
      "what was signed last can't be kept in \(path) (\(reason)): a store that is restored from an older"
        + " backup is not found out by it"
    )
  }
}
