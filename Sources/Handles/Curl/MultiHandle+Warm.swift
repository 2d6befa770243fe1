import CCurl
import Glibc

extension MultiHandle {
  /// Reads and parses the CA file into this set's cache, so that no probe pays for it (about 30 ms
  /// for a whole bundle).
  ///
  /// There is no call for this in libcurl: it loads the file when the first bytes of a server's
  /// handshake come. So a handshake is begun over a pair of sockets whose other end has answered
  /// with bytes that aren't TLS, and fails at once.
  ///
  /// - Parameter caFile: A PEM file; nil is libcurl's own default.
  /// - Returns: How the handshake ended: `.tlsConnectError` when all is well, `.caFileUnusable` when
  ///   the file can't be read.
  /// - Throws: `CurlError` when the handshake couldn't be begun.
  /// - Precondition: `observe` has not been called.
  @discardableResult
  package func warm(caFile: String?) throws(CurlError) -> TransferResult {
    var pair: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    guard unsafe socketpair(AF_UNIX, type, 0, &pair) == 0 else {
      throw CurlError(easy: CURLE_COULDNT_CONNECT)
    }
    defer { close(pair[1]) }
    let noTLS: [UInt8] = Array("not a TLS record\n".utf8)
    _ = unsafe write(pair[1], noTLS, noTLS.count)
    let easy = try EasyHandle()
    try easy.set(.url, "https://127.0.0.1/")
    try easy.set(.proxy, "")
    try easy.set(.noSignal, 1)
    try easy.set(.timeout, 1_000)
    try easy.set(.forbidReuse, 1)
    try easy.set(.caFolder, nil)
    if let caFile { try easy.set(.caFile, caFile) }
    try easy.use(connected: pair[0])
    try easy.receiveIntoReception()
    try add(easy)
    defer { try? remove(easy) }
    var running: Int32 = 1
    while running > 0 {
      try CurlError.check(unsafe curl_multi_perform(raw, &running))
      if running > 0 { try CurlError.check(unsafe curl_multi_poll(raw, nil, 0, 100, nil)) }
    }
    return nextFinished()?.result ?? .timedOut
  }
}
