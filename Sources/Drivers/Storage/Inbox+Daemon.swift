package import Chronology
package import Posix
import Sampling

extension Inbox {
  /// The names of the requests that wait, ascending, at most ``countLimit``.
  ///
  /// Names are 1 to 64 of the characters `a`–`z`, `0`–`9` and `-`; others are passed over.
  package func waiting() throws(Errno) -> [String] { try names(ending: Inbox.request) }

  /// Begins with a request, has it done and answers it: once, whatever comes of it.
  ///
  /// Nobody withdraws it any more once it is begun. A request that was withdrawn is passed over.
  ///
  /// - Parameters:
  ///   - refusal: The answer where the request can't be read: EACCES when it may not be; EFBIG, ELOOP
  ///     or EINVAL when it is no request.
  ///   - answer: Does what it asks for, and says how that went. Its bytes are at most ``sizeLimit``;
  ///     somebody else may still write to them.
  /// - Throws: `waits` when it could not be begun: it waits on, and nobody is told that it failed,
  ///   because it may be done later. `unanswered` when it was done or refused, and nobody is told.
  package func serve(
    _ name: String,
    refusal: (Errno) -> [UInt8],
    answer: (borrowing FileHandle) -> [UInt8]
  ) throws(InboxObstacle) {
    do throws(Errno) {
      try folder.rename(name + Inbox.request, to: name + Inbox.taken)
    } catch {
      if error == .noSuchFile { return }
      throw .waits(error)
    }
    let bytes: [UInt8]
    do throws(Errno) {
      bytes = answer(try folder.open(name + Inbox.taken, upTo: Inbox.sizeLimit))
    } catch {
      bytes = refusal(error)
    }
    do throws(Errno) {
      try self.answer(name, with: bytes)
    } catch {
      throw .unanswered(error)
    }
  }

  /// Answers all that was begun and not answered, by a daemon that is no more.
  ///
  /// An answer that is there stays: only the request behind it was not removed.
  ///
  /// - Throws: Why one could not be answered; the others are.
  package func answerAbandoned(with bytes: [UInt8]) throws(Errno) {
    var obstacle: Errno?
    for name in try names(ending: Inbox.taken) {
      if folder.contains(name + Inbox.answer) {
        remove(name + Inbox.taken)
        continue
      }
      do throws(Errno) {
        try answer(name, with: bytes)
      } catch {
        obstacle = error
      }
    }
    if let obstacle { throw obstacle }
  }

  /// Answers a request that was begun, and removes it.
  ///
  /// - Throws: EFBIG when the answer is too long.
  func answer(_ name: String, with bytes: [UInt8]) throws(Errno) {
    defer { remove(name + Inbox.taken) }
    if bytes.count > Int(Inbox.answerLimit) { throw .fileTooLarge }
    let draft = Inbox.draft + name + Inbox.answer
    remove(draft)
    let file = try folder.create(draft)
    try file.writeAll(bytes)
    try folder.rename(draft, to: name + Inbox.answer)
  }

  /// Removes drafts and answers that nobody has touched since `instant`: who wrote them, or waited
  /// for them, is no more.
  package func sweep(before instant: Instant) throws(Errno) {
    for name in try folder.names() where name.hasPrefix(Inbox.draft) || name.hasSuffix(Inbox.answer)
    {
      guard let modified = try? folder.modified(name) else { continue }
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

/// Why a request of the inbox did not come to its end.
package enum InboxObstacle: Error, Hashable, Sendable {
  /// It could not be begun, and waits.
  case waits(Errno)
  /// It was done or refused, and its answer could not be written.
  case unanswered(Errno)
}
