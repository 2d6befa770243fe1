import Glibc

extension SocketAddress {
  /// Whether the kernel has a route to it and a local address to start from; nothing is sent.
  ///
  /// False, too, when there is no descriptor to ask with.
  ///
  /// The corresponding C functions are `socket` for datagrams and `connect`.
  package var hasRoute: Bool {
    let kind = CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(family, kind, 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return unsafe withSystemAddress { unsafe connect(descriptor, $0, $1) } == 0
  }
}
