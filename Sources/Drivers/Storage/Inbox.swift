package import Posix

/// The folder by which commands ask the running daemon for something.
///
/// A command puts `NAME.request` there by rename, the daemon answers with `NAME.answer` and removes
/// the request. Who may write there is a matter of the folder's permissions.
package struct Inbox: ~Copyable, Sendable {
  /// A request that was taken out.
  package struct Request: Hashable, Sendable {
    /// What its answer must be called.
    package let name: String
    /// What the command wrote.
    package let bytes: [UInt8]
  }

  /// Requests and answers are at most this long, in bytes.
  package static let sizeLimit: Int64 = 64 << 20
  /// How many requests are taken at once.
  package static let countLimit = 64

  private static let request = ".request"
  private static let answer = ".answer"
  private let folder: Directory

  /// Opens the inbox of a store.
  ///
  /// - Parameters:
  ///   - path: The store's.
  ///   - makes: Whether it is made where it is missing: by the daemon.
  package init(ofStore path: String, makes: Bool = false) throws(Errno) {
    let place = "\(path)/inbox"
    if makes {
      do throws(Errno) {
        try Directory.make(place, mode: 0o770)
      } catch {
        if error != .exists { throw error }
      }
    }
    folder = try Directory(opening: place)
  }
}

extension Inbox {
  /// Asks for something.
  ///
  /// - Returns: The name by which the answer is found: unique among those that wait.
  /// - Throws: EFBIG when it is longer than the limit.
  package func ask(_ bytes: [UInt8]) throws(Errno) -> String {
    if bytes.count > Int(Inbox.sizeLimit) { throw .fileTooLarge }
    let name = "\(CurrentProcess.number)-\(SystemClocks.boottime())"
    try put(bytes, name + Inbox.request)
    return name
  }

  /// Takes the answer to a request, once.
  ///
  /// - Returns: nil as long as there is none.
  package func takeAnswer(to name: String) throws(Errno) -> [UInt8]? {
    guard let bytes = try read(name + Inbox.answer) else { return nil }
    try folder.remove(name + Inbox.answer)
    return bytes
  }

  /// Takes a request back, for instance when no daemon answers.
  ///
  /// - Returns: Whether it was still there.
  package func withdraw(_ name: String) -> Bool {
    (try? folder.remove(name + Inbox.request)) != nil
  }

  /// The requests that wait, oldest name first, at most ``countLimit``.
  ///
  /// They stay until they are answered.
  ///
  /// What isn't a regular file, or is too long, is removed.
  package func requests() throws(Errno) -> [Request] {
    var requests: [Request] = []
    for file in try folder.names() where file.hasSuffix(Inbox.request) && !file.hasPrefix(".") {
      if requests.count == Inbox.countLimit { break }
      let name = String(file.dropLast(Inbox.request.utf8.count))
      do throws(Errno) {
        guard let bytes = try read(file) else { continue }
        requests.append(Request(name: name, bytes: bytes))
      } catch {
        // Nobody can be answered whose request can't be read: it would come again for ever.
        try? folder.remove(file)
      }
    }
    return requests
  }

  /// Answers a request and removes it.
  package func answer(_ request: Request, with bytes: [UInt8]) throws(Errno) {
    try put(bytes, request.name + Inbox.answer)
    try folder.remove(request.name + Inbox.request)
  }

  private func put(_ bytes: [UInt8], _ name: String) throws(Errno) {
    let temporary = ".tmp-" + name
    let file = try FileHandle(
      opening: temporary,
      in: folder,
      [.writeOnly, .create, .truncate, .noFollow],
      mode: 0o660
    )
    try file.writeAll(bytes)
    try folder.rename(temporary, to: name)
  }

  /// - Returns: nil when there is no such file.
  private func read(_ name: String) throws(Errno) -> [UInt8]? {
    do throws(Errno) {
      // A pipe must not make the daemon wait.
      let file = try FileHandle(opening: name, in: folder, [.readOnly, .noFollow, .nonBlocking])
      let status = try file.status()
      if status.kind != .regular { throw Errno.invalid }
      if status.size > Inbox.sizeLimit { throw Errno.fileTooLarge }
      return try file.read(Int(status.size), at: 0)
    } catch {
      if error == .noSuchFile { return nil }
      throw error
    }
  }
}
