package import Chronology
package import Posix
import Sampling

extension Inbox {
  /// The names of the requests that wait, at most ``countLimit``, ascending from the one after `last`
  /// and then from the beginning: so that each has its turn, whatever becomes of others.
  ///
  /// Names are 1 to 64 of the characters `a`–`z`, `0`–`9` and `-`; others are passed over.
  package func waiting(after last: String? = nil) throws(Errno) -> [String] {
    let names = try names(ending: Inbox.request)
    let first = last.flatMap { last in names.firstIndex { $0 > last } } ?? 0
    return Array((names[first...] + names[..<first]).prefix(Inbox.countLimit))
  }

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
      try take(name)
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

  /// Gives a request the name of one that is begun.
  ///
  /// What nobody can replace under that name, such as a folder with something in it, is none of ours: it
  /// is moved aside.
  private func take(_ name: String) throws(Errno) {
    do throws(Errno) {
      return try folder.rename(name + Inbox.request, to: name + Inbox.taken)
    } catch {
      let obstacles: [Errno] = [.isDirectory, .notDirectory, .notEmpty, .exists]
      guard obstacles.contains(error) else { throw error }
    }
    let aside = "\(Inbox.draft)aside-\(CurrentProcess.number)-\(SystemClocks.boottime())"
    try folder.rename(name + Inbox.taken, to: aside)
    try folder.rename(name + Inbox.request, to: name + Inbox.taken)
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
