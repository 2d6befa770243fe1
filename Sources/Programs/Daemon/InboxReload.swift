import Importing
import Posix

/// Has the configuration read again when a command asks for it, and says what came of it.
struct InboxReload: Sendable {
  private let reload: @Sendable () -> ReloadOutcome

  /// Asks `reload`, which returns when the new plan runs or is refused.
  init(_ reload: @escaping @Sendable () -> ReloadOutcome) {
    self.reload = reload
  }

  /// Does what a request asks for, and says how that went.
  ///
  /// - Returns: Nil when the request asks for something else.
  func answer(to file: borrowing FileHandle, named name: String) -> InboxAnswer? {
    let bytes: [UInt8]
    do throws(Errno) {
      bytes = try file.read(ReloadRequest.line.count + 1, at: 0)
    } catch {
      return .unreadable(error)
    }
    guard ReloadRequest.isMade(by: bytes) else { return nil }
    guard ReloadRequest.isAll(of: bytes) else { return .senseless(name) }
    return reload().answer
  }
}
