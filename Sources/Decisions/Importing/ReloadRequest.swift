/// That the daemon is to read its configuration again, as a command asks for it by the inbox.
///
/// It is the line `reload 1` and a line feed. It names no file: the daemon reads those that it was
/// started with, so that who may write into the inbox can't have it follow others.
package enum ReloadRequest {
  /// The line with its end.
  package static let line = Array("reload 1\n".utf8)

  /// Whether the first bytes of a request are this one.
  package static func isMade(by bytes: some Collection<UInt8>) -> Bool {
    bytes.starts(with: line)
  }

  /// Whether a request says this and nothing else.
  package static func isAll(of bytes: some Collection<UInt8>) -> Bool {
    bytes.elementsEqual(line)
  }
}
