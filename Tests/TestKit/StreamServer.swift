import Glibc
import Synchronization

/// A TCP server on 127.0.0.1 that plays a script to every connection, each on a thread of its own.
///
/// It stops when it goes.
package final class StreamServer: Sendable {
  /// Where it listens.
  package let port: UInt16
  private let listener: Int32
  private let count = Counter()

  /// Connections accepted so far.
  package var accepted: Int { count.value }

  /// Listens on a free port and plays `script` to whoever connects; then the connection is closed.
  ///
  /// - Parameter backlog: Connections that the kernel accepts on its own.
  package init(
    backlog: Int32 = 128,
    _ script: @escaping @Sendable (ServedConnection) -> Void
  ) {
    (listener, port) = listeningSocket(backlog: backlog)
    let (listener, count) = (listener, count)
    onThread {
      while true {
        let descriptor = accept(listener, nil, nil)
        if descriptor < 0 { break }
        count.add()
        let connection = ServedConnection(descriptor: descriptor)
        onThread {
          script(connection)
          connection.close()
        }
      }
      close(listener)
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }
}

/// A number that several threads count up.
package final class Counter: Sendable {
  private let count = Atomic<Int>(0)

  /// Starts at 0.
  package init() {}

  /// The count now.
  package var value: Int { count.load(ordering: .sequentiallyConsistent) }

  /// Counts one more.
  package func add() { count.add(1, ordering: .sequentiallyConsistent) }
}

/// The server's end of one connection; one script owns it.
package final class ServedConnection: Sendable {
  private let descriptor: Int32
  private let isClosed = Atomic<Bool>(false)

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Reads up to and with the empty line that ends a request's head; shorter if the peer closed.
  @discardableResult
  package func readHead() -> String {
    var head: [UInt8] = []
    var byte: [UInt8] = [0]
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8), unsafe recv(descriptor, &byte, 1, 0) == 1
    {
      head.append(byte[0])
    }
    return String(decoding: head, as: UTF8.self)
  }

  /// Reads so many bytes; fewer if the peer closed.
  package func read(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4_096)
    while bytes.count < count {
      let got = unsafe recv(descriptor, &part, min(part.count, count - bytes.count), 0)
      if got <= 0 { break }
      bytes += part.prefix(got)
    }
    return bytes
  }

  /// Sends an HTTP/1.1 response of these bytes, and closes the connection.
  package func respond(bytes: [UInt8]) {
    send("HTTP/1.1 200 OK\r\nContent-Length: \(bytes.count)\r\nConnection: close\r\n\r\n")
    send(bytes)
  }

  /// Sends all bytes; false when the peer has gone.
  @discardableResult
  package func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if sent <= 0 { return false }
      rest = rest.dropFirst(sent)
    }
    return true
  }

  /// Sends a text; false when the peer has gone.
  @discardableResult
  package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Sends an HTTP/1.1 response that closes the connection.
  package func respond(_ status: String = "200 OK", headers: [String] = [], body: String = "ok\n") {
    let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"]
    send((lines + headers).joined(separator: "\r\n") + "\r\n\r\n" + body)
  }

  /// Waits until the peer closes, at most `seconds`, and throws away what it sends.
  package func waitForClose(seconds: Int = 10) {
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    var bytes = [UInt8](repeating: 0, count: 4_096)
    while unsafe recv(descriptor, &bytes, bytes.count, 0) > 0 {}
  }

  /// Waits for the peer's close at most `milliseconds`; true when it has closed.
  package func pause(milliseconds: Int32) -> Bool {
    var watch = pollfd(descriptor: descriptor)
    if unsafe poll(&watch, 1, milliseconds) == 0 { return false }
    var byte: [UInt8] = [0]
    return unsafe recv(descriptor, &byte, 1, Int32(MSG_PEEK)) <= 0
  }

  /// Closes with a reset instead of an orderly end.
  package func reset() {
    var abrupt = linger(l_onoff: 1, l_linger: 0)
    let size = socklen_t(MemoryLayout<linger>.size)
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &abrupt, size)
    close()
  }

  func close() {
    if !isClosed.exchange(true, ordering: .sequentiallyConsistent) { _ = Glibc.close(descriptor) }
  }
}

extension pollfd {
  init(descriptor: Int32) {
    self.init(fd: descriptor, events: Int16(POLLIN), revents: 0)
  }
}

/// A listening socket on 127.0.0.1 and its port.
package func listeningSocket(backlog: Int32 = 128) -> (descriptor: Int32, port: UInt16) {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  precondition(descriptor >= 0, "a test needs a socket")
  let port = bindToLoopback(descriptor)
  precondition(listen(descriptor, backlog) == 0, "a test's socket must listen")
  return (descriptor, port)
}

/// A port of 127.0.0.1 on which nobody listens.
package func closedPort() -> UInt16 {
  let (descriptor, port) = listeningSocket()
  close(descriptor)
  return port
}

/// Binds to a free port of 127.0.0.1 and says which.
package func bindToLoopback(_ descriptor: Int32) -> UInt16 {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  unsafe withUnsafeMutablePointer(to: &address) { pointer in
    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
      let code = unsafe bind(descriptor, generic, size)
      precondition(code == 0, "a test's socket must bind")
      unsafe getsockname(descriptor, generic, &size)
    }
  }
  return UInt16(bigEndian: address.sin_port)
}
