import Glibc

/// The socket of a service manager that isn't there: receives what a service says by sd_notify(3).
///
/// Start the service with `NOTIFY_SOCKET` set to `path`. The kernel vouches for the sender of each
/// message, so that a test can ask whether the service's main process sent it.
///
/// Use it from one thread at a time.
package final class NotifySocket {
  /// One datagram, split into its assignments.
  package struct Message: Equatable, Sendable {
    /// The process that sent it, as the kernel says.
    package let sender: Int32
    /// The assignments; of a name that comes twice, the last.
    package let fields: [String: String]
  }

  /// Where it listens.
  package let path: String
  private let descriptor: CInt

  /// Binds a socket in a new folder below the system's temporary one.
  package init() throws(SocketFailure) {
    var template = Array("/tmp/constat-notify-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw SocketFailure(call: "mkdtemp") }
    let folder = String(
      decoding: template.dropLast().map { UInt8(bitPattern: $0) },
      as: UTF8.self
    )
    path = folder + "/notify"
    descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SocketFailure(call: "socket") }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { bytes in
      unsafe bytes.copyBytes(from: path.utf8)
    }
    let code = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard code == 0 else { throw SocketFailure(call: "bind") }
    // PID 1 does the same to know the sender.
    var isOn: CInt = 1
    let size = socklen_t(MemoryLayout<CInt>.size)
    guard unsafe setsockopt(descriptor, SOL_SOCKET, SO_PASSCRED, &isOn, size) == 0 else {
      throw SocketFailure(call: "setsockopt")
    }
  }

  deinit {
    _ = close(descriptor)
    _ = unsafe unlink(path)
    _ = unsafe rmdir(String(path.dropLast("/notify".count)))
  }

  /// The next message, or nil when none comes within `limit`.
  package func next(within limit: Duration) -> Message? {
    var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let milliseconds =
      limit.components.seconds * 1_000
      + limit.components.attoseconds / 1_000_000_000_000_000
    guard unsafe poll(&watched, 1, CInt(clamping: max(0, milliseconds))) == 1 else { return nil }
    var content = [UInt8](repeating: 0, count: 4_096)
    var control = [UInt64](repeating: 0, count: 16)
    let length = unsafe content.withUnsafeMutableBytes { content in
      unsafe control.withUnsafeMutableBytes { control in
        var vector = unsafe iovec(iov_base: content.baseAddress, iov_len: content.count)
        return unsafe withUnsafeMutablePointer(to: &vector) { vector in
          var header = unsafe msghdr()
          unsafe header.msg_iov = vector
          unsafe header.msg_iovlen = 1
          unsafe header.msg_control = control.baseAddress
          unsafe header.msg_controllen = control.count
          return unsafe recvmsg(descriptor, &header, 0)
        }
      }
    }
    guard length >= 0 else { return nil }
    return Message(
      sender: Self.sender(in: control),
      fields: Self.fields(in: String(decoding: content.prefix(length), as: UTF8.self))
    )
  }

  /// The first message that assigns something to `name`.
  ///
  /// Those before it are dropped.
  ///
  /// - Parameter value: What it must assign; anything where nil.
  /// - Returns: Nil when none comes within `limit`.
  package func next(
    where name: String,
    is value: String? = nil,
    within limit: Duration
  ) -> Message? {
    let end = Self.now() + limit
    while true {
      let left = end - Self.now()
      guard left > .zero, let message = next(within: left) else { return nil }
      if let found = message.fields[name], value == nil || found == value { return message }
    }
  }

  /// `CLOCK_MONOTONIC`, which `MONOTONIC_USEC` is counted on.
  package static func now() -> Duration {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// The process of the `SCM_CREDENTIALS` (2) in one control message: its length as 8 bytes, level
  /// and type as 4 each, then process, user and group.
  private static func sender(in control: [UInt64]) -> Int32 {
    let levelAndType = control[1]
    guard levelAndType >> 32 == 2 else { return 0 }
    return Int32(truncatingIfNeeded: control[2])
  }

  private static func fields(in text: String) -> [String: String] {
    var fields: [String: String] = [:]
    for line in text.split(separator: "\n") {
      guard let sign = line.firstIndex(of: "=") else { continue }
      fields[String(line[..<sign])] = String(line[line.index(after: sign)...])
    }
    return fields
  }
}

/// A call of the system that failed while a test was being set up.
package struct SocketFailure: Error, Equatable, Sendable {
  /// The function's name.
  package let call: String
  /// What it left in `errno`.
  package let code: CInt

  /// Takes the code from `errno`, so make it right after the call.
  package init(call: String) {
    self.call = call
    code = errno
  }
}
