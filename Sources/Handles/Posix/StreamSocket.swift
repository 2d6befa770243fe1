import Glibc

/// A TCP socket that never waits; closed when it goes.
@safe
package struct StreamSocket: ~Copyable, Sendable {
  /// How far a connect is when it returns.
  package enum Progress: Hashable, Sendable {
    /// There is a connection.
    case connected
    /// The socket becomes writable when it is decided; `takeError` then tells how.
    case inProgress
  }

  /// Which half of a connection is shut.
  package enum Half: Sendable {
    /// Nothing more is read.
    case reading
    /// Nothing more is written: the peer sees the end.
    case writing
    /// Both.
    case both
  }

  /// The descriptor, for `epoll` while this socket lives.
  package let descriptor: CInt

  /// Makes a socket for addresses of the same family as `address`.
  ///
  /// - Throws: EMFILE, ENFILE, ENOBUFS, ENOMEM, EAFNOSUPPORT: faults of this host.
  ///
  /// The corresponding C function is `socket`.
  package init(for address: SocketAddress) throws(Errno) {
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let family = address.family
    descriptor = try retrying { socket(family, kind, 0) }
  }

  private init(owning descriptor: CInt) {
    self.descriptor = descriptor
  }

  deinit {
    _ = close(descriptor)
  }

  /// Waits for connections at an address; port 0 takes any.
  ///
  /// The corresponding C functions are `bind` and `listen`.
  package static func listening(
    on address: SocketAddress,
    backlog: Int32 = 128
  ) throws(Errno) -> StreamSocket {
    let socket = try StreamSocket(for: address)
    var yes: CInt = 1
    _ = unsafe setsockopt(
      socket.descriptor,
      SOL_SOCKET,
      SO_REUSEADDR,
      &yes,
      socklen_t(MemoryLayout<CInt>.size)
    )
    try socket.bind(to: address)
    if listen(socket.descriptor, backlog) != 0 { throw Errno.current }
    return socket
  }

  /// Whether the kernel still has a port for a connection that begins at an address of this family.
  ///
  /// True when there is no descriptor to ask with.
  ///
  /// The corresponding C function is `bind`, with port 0.
  package static func hasFreePort(isIPv6: Bool) -> Bool {
    let any = SocketAddress(bytes: [UInt8](repeating: 0, count: isIPv6 ? 16 : 4), port: 0)
    do throws(Errno) {
      try StreamSocket(for: any).bind(to: any)
      return true
    } catch {
      return error != .addressInUse
    }
  }

  private func bind(to address: SocketAddress) throws(Errno) {
    let socket = descriptor
    if unsafe address.withSystemAddress({ unsafe Glibc.bind(socket, $0, $1) }) != 0 {
      throw Errno.current
    }
  }

  /// Takes a connection.
  ///
  /// - Returns: nil when none is waiting.
  ///
  /// The corresponding C function is `accept`.
  package func accept() throws(Errno) -> StreamSocket? {
    let listener = descriptor
    let peer: CInt
    do throws(Errno) {
      peer = try retrying { Glibc.accept(listener, nil, nil) }
    } catch {
      if error == .wouldBlock || error == .connectionAborted { return nil }
      throw error
    }
    _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
    _ = fcntl(peer, F_SETFL, O_NONBLOCK)
    return StreamSocket(owning: peer)
  }
}

extension StreamSocket {
  /// Starts to connect.
  ///
  /// The corresponding C function is `connect`.
  package func connect(to address: SocketAddress) throws(Errno) -> Progress {
    let socket = descriptor
    if unsafe address.withSystemAddress({ unsafe Glibc.connect(socket, $0, $1) }) == 0 {
      return .connected
    }
    let error = Errno.current
    // An interrupted connect goes on in the background, as connect(2) says.
    if error == .inProgress || error == .interrupted { return .inProgress }
    throw error
  }

  /// Takes the socket's pending error; nil when there is none, so that a connect has succeeded.
  ///
  /// The corresponding C function is `getsockopt(SO_ERROR)`.
  package func takeError() -> Errno? {
    var code: CInt = 0
    var length = socklen_t(MemoryLayout<CInt>.size)
    if unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) != 0 {
      return Errno.current
    }
    return code == 0 ? nil : Errno(rawValue: code)
  }

  /// Shuts a half; the socket stays open.
  ///
  /// The corresponding C function is `shutdown`.
  package func shut(_ half: Half) {
    let how =
      switch half {
      case .reading: SHUT_RD
      case .writing: SHUT_WR
      case .both: SHUT_RDWR
      }
    _ = Glibc.shutdown(descriptor, CInt(how))
  }

  /// Makes the close that follows send a reset instead of an orderly end.
  ///
  /// The corresponding C function is `setsockopt(SO_LINGER)` with no time.
  package func resetWhenClosed() {
    var option = linger(l_onoff: 1, l_linger: 0)
    _ = unsafe setsockopt(
      descriptor,
      SOL_SOCKET,
      SO_LINGER,
      &option,
      socklen_t(MemoryLayout<linger>.size)
    )
  }

  /// Reads what is there.
  ///
  /// - Returns: nil when nothing is there yet, no bytes when the peer has finished.
  ///
  /// The corresponding C function is `read`.
  package func receive(upTo count: Int) throws(Errno) -> [UInt8]? {
    let socket = descriptor
    var failure: Errno?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
      do throws(Errno) {
        done = try retrying { unsafe Glibc.recv(socket, buffer.baseAddress, count, 0) }
      } catch {
        failure = error
      }
    }
    if failure == .wouldBlock { return nil }
    if let failure { throw failure }
    return bytes
  }

  /// Writes what fits, and never raises SIGPIPE.
  ///
  /// - Returns: How many bytes were taken, 0 when none fit now.
  ///
  /// The corresponding C function is `send`.
  package func send(_ bytes: [UInt8], from start: Int = 0) throws(Errno) -> Int {
    precondition(start <= bytes.count, "the start is beyond the bytes")
    let socket = descriptor
    do throws(Errno) {
      return try retrying {
        unsafe bytes.withUnsafeBytes { buffer in
          unsafe Glibc.send(
            socket,
            buffer.baseAddress?.advanced(by: start),
            bytes.count - start,
            CInt(MSG_NOSIGNAL)
          )
        }
      }
    } catch {
      if error == .wouldBlock { return 0 }
      throw error
    }
  }

  /// This end's address; nil for a family that isn't IP.
  ///
  /// The corresponding C function is `getsockname`.
  package func localAddress() throws(Errno) -> SocketAddress? {
    let socket = descriptor
    return try unsafe SocketAddress.reading { unsafe getsockname(socket, $0, $1) }
  }

  /// The other end's address; nil for a family that isn't IP.
  ///
  /// The corresponding C function is `getpeername`.
  package func peerAddress() throws(Errno) -> SocketAddress? {
    let socket = descriptor
    return try unsafe SocketAddress.reading { unsafe getpeername(socket, $0, $1) }
  }
}
