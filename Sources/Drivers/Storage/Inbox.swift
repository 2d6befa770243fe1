package import Posix

/// The folder by which commands ask the running daemon for something.
///
/// A command puts `NAME.request` there by rename. The daemon renames it to `NAME.taken`, answers
/// with `NAME.answer`, and removes it. Who may write there is a matter of the folder's permissions;
/// what stands there is untrusted.
package struct Inbox: ~Copyable, Sendable {
  /// A request is at most this long, in bytes: 5 million lines of a hundred bytes.
  package static let sizeLimit: Int64 = 512 << 20
  /// An answer is at most this long, in bytes.
  package static let answerLimit: Int64 = 64 << 10
  /// How many requests are seen at once.
  package static let countLimit = 64

  /// The user and the group that own the store may ask.
  private static let folderMode: UInt32 = 0o770

  static let request = ".request"
  static let taken = ".taken"
  static let answer = ".answer"
  static let draft = ".tmp-"
  let folder: Directory

  /// Opens the inbox of a store.
  ///
  /// - Parameters:
  ///   - path: The store's.
  ///   - makes: Whether it is made where it is missing: by the daemon.
  package init(ofStore path: String, makes: Bool = false) throws(Errno) {
    let place = "\(path)/inbox"
    let isNew = makes ? try Inbox.make(place) : false
    let folder = try Directory(opening: place)
    // A service's umask would keep the group out. Whoever changes it later is left alone.
    if isNew { try folder.set(permissions: Inbox.folderMode) }
    self.folder = folder
  }

  /// - Returns: Whether the folder was not there.
  private static func make(_ place: String) throws(Errno) -> Bool {
    do throws(Errno) {
      try Directory.make(place, mode: folderMode)
      return true
    } catch {
      if error != .exists { throw error }
      return false
    }
  }
}

extension Inbox {
  /// A request that is being written.
  package struct Draft: ~Copyable, Sendable {
    fileprivate let name: String
    fileprivate let file: FileHandle
    private var size: Int64 = 0

    fileprivate init(_ name: String, in folder: borrowing Directory) throws(Errno) {
      self.name = name
      file = try FileHandle(
        opening: Inbox.draft + name,
        in: folder,
        [.writeOnly, .create, .exclusive, .noFollow],
        mode: 0o660
      )
      // So that the daemon may read it. Where it is of no use, the daemon's answer says what to do.
      try? file.give(toGroup: folder.status().group)
      try? file.set(permissions: 0o660)
    }

    /// Writes the next bytes.
    ///
    /// - Throws: EFBIG when it gets longer than the limit.
    package mutating func write(_ bytes: [UInt8]) throws(Errno) {
      size += Int64(bytes.count)
      if size > Inbox.sizeLimit { throw .fileTooLarge }
      try file.writeAll(bytes)
    }
  }

  /// Begins a request.
  package func makeDraft() throws(Errno) -> Draft {
    try Draft("\(CurrentProcess.number)-\(SystemClocks.boottime())", in: folder)
  }

  /// Hands a request over.
  ///
  /// - Returns: The name by which the answer is found: unique among those that wait.
  package func send(_ draft: consuming Draft) throws(Errno) -> String {
    try folder.rename(Inbox.draft + draft.name, to: draft.name + Inbox.request)
    return draft.name
  }

  /// Removes a request that is not handed over.
  package func discard(_ draft: consuming Draft) {
    try? folder.remove(Inbox.draft + draft.name)
  }

  /// Takes the answer to a request, once.
  ///
  /// - Returns: nil as long as there is none.
  /// - Throws: EINVAL or EFBIG when it is no answer.
  package func takeAnswer(to name: String) throws(Errno) -> [UInt8]? {
    let bytes: [UInt8]
    do throws(Errno) {
      let file = try open(name + Inbox.answer, upTo: Inbox.answerLimit)
      bytes = try file.read(Int(Inbox.answerLimit), at: 0)
    } catch {
      if error == .noSuchFile { return nil }
      throw error
    }
    try folder.remove(name + Inbox.answer)
    return bytes
  }

  /// Whether the daemon has begun with a request and not answered it.
  package func isTaken(_ name: String) -> Bool { folder.contains(name + Inbox.taken) }

  /// Takes a request back, for instance when no daemon answers.
  ///
  /// - Returns: Whether the daemon had not begun with it.
  package func withdraw(_ name: String) -> Bool {
    (try? folder.remove(name + Inbox.request)) != nil
  }

  /// Opens a regular file of at most so many bytes; a pipe must not make anybody wait.
  func open(_ name: String, upTo limit: Int64) throws(Errno) -> FileHandle {
    let file = try FileHandle(opening: name, in: folder, [.readOnly, .noFollow, .nonBlocking])
    let status = try file.status()
    if status.kind != .regular { throw .invalid }
    if status.size > limit { throw .fileTooLarge }
    return file
  }
}
