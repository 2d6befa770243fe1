import CCurl
import Glibc

extension MultiHandle {
  /// Reads and parses the CA file into this set's cache, so that no probe pays for it (about 30 ms
  /// for a whole bundle).
  ///
  /// There is no call for this in libcurl: it loads the file when the first bytes of a server's
  /// handshake come. So a handshake is begun with a listener of our own on 127.0.0.1, which answers
  /// with bytes that aren't TLS: it fails at once, after the file has been read.
  ///
  /// - Parameter caFile: A PEM file; nil is libcurl's own default.
  /// - Returns: How the handshake ended: `.tlsConnectError` when all is well, `.caFileUnusable`
  ///   when the file can't be read.
  /// - Throws: `CurlError` when the handshake couldn't be begun.
  /// - Precondition: `observe` has not been called.
  @discardableResult
  package func warm(caFile: String?) throws(CurlError) -> TransferResult {
    guard let listener = WarmingListener() else { throw CurlError(easy: CURLE_COULDNT_CONNECT) }
    let easy = try EasyHandle()
    try easy.set(.url, "https://127.0.0.1:\(listener.port)/")
    try easy.set(.proxy, "")
    try easy.set(.noSignal, 1)
    try easy.set(.timeout, 1_000)
    try easy.set(.forbidReuse, 1)
    try easy.set(.caFolder, nil)
    if let caFile { try easy.set(.caFile, caFile) }
    try easy.receiveIntoReception()
    try add(easy)
    defer { try? remove(easy) }
    var running: Int32 = 1
    while running > 0 {
      try CurlError.check(unsafe curl_multi_perform(raw, &running))
      listener.answer()
      if running > 0 { try CurlError.check(unsafe curl_multi_poll(raw, nil, 0, 10, nil)) }
    }
    return nextFinished()?.result ?? .timedOut
  }
}

/// A listener on a free port of 127.0.0.1 that answers one connection with nonsense.
private final class WarmingListener {
  private let descriptor: Int32
  private var peer: Int32 = -1
  let port: UInt16

  init?() {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    descriptor = socket(AF_INET, type, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe bind(descriptor, generic, size) == 0
          && getsockname(descriptor, generic, &size) == 0
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    if !isBound || listen(descriptor, 1) != 0 { return nil }
  }

  deinit {
    if peer >= 0 { close(peer) }
    if descriptor >= 0 { close(descriptor) }
  }

  func answer() {
    guard peer < 0 else { return }
    peer = accept(descriptor, nil, nil)
    guard peer >= 0 else { return }
    let nonsense: [UInt8] = Array("not a TLS record\n".utf8)
    _ = unsafe send(peer, nonsense, nonsense.count, Int32(MSG_NOSIGNAL))
  }
}
