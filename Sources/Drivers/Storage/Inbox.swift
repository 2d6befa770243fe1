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
  /// How many requests are served at one look.
  package static let countLimit = 64

  static let request = ".request"
  static let taken = ".taken"
  static let answer = ".answer"
  static let draft = ".tmp-"
  let folder: any InboxFolder

  /// An inbox in this folder.
  package init(_ folder: any InboxFolder) {
    self.folder = folder
  }

  /// Opens the inbox of a store.
  ///
  /// - Parameters:
  ///   - path: The store's.
  ///   - makes: Whether it is made where it is missing: by the daemon.
  package init(ofStore path: String, makes: Bool = false) throws(Errno) {
    self.init(try InboxDirectory(ofStore: path, makes: makes))
  }
}

extension Inbox {
  /// A request that is being written.
  package struct Draft: ~Copyable, Sendable {
    fileprivate let name: String
    fileprivate let file: FileHandle
    private var size: Int64 = 0

    fileprivate init(_ name: String, in folder: any InboxFolder) throws(Errno) {
      let file = try folder.create(Inbox.draft + name)
      self.name = name
      self.file = file
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
    let name = draft.name
    do throws(Errno) {
      try folder.rename(Inbox.draft + name, to: name + Inbox.request)
    } catch {
      discard(draft)
      throw error
    }
    return name
  }

  /// Removes a request that is not handed over.
  package func discard(_ draft: consuming Draft) {
    try? folder.remove(Inbox.draft + draft.name)
  }

  /// Takes the answer to a request, once.
  ///
  /// - Returns: nil as long as there is none. One that can't be removed is swept away later.
  /// - Throws: EINVAL or EFBIG when it is no answer.
  package func takeAnswer(to name: String) throws(Errno) -> [UInt8]? {
    let bytes: [UInt8]
    do throws(Errno) {
      let file = try folder.open(name + Inbox.answer, upTo: Inbox.answerLimit)
      bytes = try file.read(Int(Inbox.answerLimit), at: 0)
    } catch {
      if error == .noSuchFile { return nil }
      throw error
    }
    try? folder.remove(name + Inbox.answer)
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
}
