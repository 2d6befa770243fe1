package import Chronology
package import Posix
import Sampling

extension Inbox {
  /// The names of the requests that wait, ascending, at most ``countLimit``.
  ///
  /// Names are 1 to 64 of the characters `a`–`z`, `0`–`9` and `-`; others are passed over.
  package func waiting() throws(Errno) -> [String] { try names(ending: Inbox.request) }

  /// The names of the requests that were begun and not answered, by a daemon that is no more.
  package func abandoned() throws(Errno) -> [String] { try names(ending: Inbox.taken) }

  /// Begins with a request: nobody withdraws it any more, and it does not wait any more whatever
  /// comes of it.
  ///
  /// - Returns: The open file, of at most ``sizeLimit`` bytes; somebody else may still write to it.
  /// - Throws: EACCES when it may not be read; EFBIG, ELOOP or EINVAL when it is no request. It is to
  ///   be answered all the same, unless ENOENT says that it was withdrawn.
  package func take(_ name: String) throws(Errno) -> FileHandle {
    try folder.rename(name + Inbox.request, to: name + Inbox.taken)
    return try open(name + Inbox.taken, upTo: Inbox.sizeLimit)
  }

  /// Answers a request that was begun, and removes it.
  ///
  /// - Throws: EFBIG when the answer is too long.
  package func answer(_ name: String, with bytes: [UInt8]) throws(Errno) {
    defer { remove(name + Inbox.taken) }
    if bytes.count > Int(Inbox.answerLimit) { throw .fileTooLarge }
    let draft = Inbox.draft + name + Inbox.answer
    remove(draft)
    let file = try FileHandle(
      opening: draft,
      in: folder,
      [.writeOnly, .create, .exclusive, .noFollow],
      mode: 0o660
    )
    // For the group, whatever the umask says.
    try? file.set(permissions: 0o660)
    try file.writeAll(bytes)
    try folder.rename(draft, to: name + Inbox.answer)
  }

  /// Removes drafts and answers that nobody has touched since `instant`: who wrote them, or waited
  /// for them, is no more.
  package func sweep(before instant: Instant) throws(Errno) {
    for name in try folder.names() where name.hasPrefix(Inbox.draft) || name.hasSuffix(Inbox.answer)
    {
      guard let modified = try? folder.status(of: name).modified else { continue }
      if modified < instant.nanoseconds { remove(name) }
    }
  }

  private func names(ending: String) throws(Errno) -> [String] {
    var names: [String] = []
    for file in try folder.names() where file.hasSuffix(ending) {
      let name = String(file.dropLast(ending.utf8.count))
      guard isIdentifier(name) else { continue }
      names.append(name)
      if names.count == Inbox.countLimit { break }
    }
    return names
  }

  /// Removes a file or an empty folder; what cannot be removed stays and does no harm.
  private func remove(_ name: String) {
    do throws(Errno) {
      try folder.remove(name)
    } catch {
      if error == .isDirectory || error == .notPermitted { try? folder.removeDirectory(name) }
    }
  }
}
