import Glibc

/// An error of the C library, kept as its number.
///
/// The corresponding C variable is `errno`.
package struct Errno: Error, Hashable, Sendable, RawRepresentable {
  /// The number, as in `<errno.h>`.
  package let rawValue: CInt

  /// Wraps any number, also one that this system doesn't know.
  package init(rawValue: CInt) {
    self.rawValue = rawValue
  }

  /// What the last failed call of this thread left.
  static var current: Errno { Errno(rawValue: errno) }
}

extension Errno {
  /// Not the owner (EPERM).
  package static let notPermitted = Errno(rawValue: EPERM)
  /// No such file or directory (ENOENT).
  package static let noSuchFile = Errno(rawValue: ENOENT)
  /// A signal came in between (EINTR).
  package static let interrupted = Errno(rawValue: EINTR)
  /// Input or output error (EIO).
  package static let inputOutput = Errno(rawValue: EIO)
  /// No such device or address (ENXIO).
  package static let noSuchDevice = Errno(rawValue: ENXIO)
  /// Would block (EAGAIN, which is EWOULDBLOCK on Linux).
  package static let wouldBlock = Errno(rawValue: EAGAIN)
  /// Out of memory (ENOMEM).
  package static let noMemory = Errno(rawValue: ENOMEM)
  /// No permission (EACCES).
  package static let noAccess = Errno(rawValue: EACCES)
  /// The name is taken (EEXIST).
  package static let exists = Errno(rawValue: EEXIST)
  /// Not a directory (ENOTDIR).
  package static let notDirectory = Errno(rawValue: ENOTDIR)
  /// Is a directory (EISDIR).
  package static let isDirectory = Errno(rawValue: EISDIR)
  /// An argument that the call refuses (EINVAL).
  package static let invalid = Errno(rawValue: EINVAL)
  /// This process has no descriptors left (EMFILE).
  package static let processDescriptors = Errno(rawValue: EMFILE)
  /// The system has no descriptors left (ENFILE).
  package static let systemDescriptors = Errno(rawValue: ENFILE)
  /// A link where none may be, or too many of them (ELOOP).
  package static let isLink = Errno(rawValue: ELOOP)
  /// A directory that isn't empty (ENOTEMPTY).
  package static let notEmpty = Errno(rawValue: ENOTEMPTY)
  /// No space left on the device (ENOSPC).
  package static let noSpace = Errno(rawValue: ENOSPC)
  /// The disk quota is used up (EDQUOT).
  package static let quota = Errno(rawValue: EDQUOT)
  /// The file would get too large (EFBIG).
  package static let fileTooLarge = Errno(rawValue: EFBIG)
  /// The other end is closed (EPIPE).
  package static let brokenPipe = Errno(rawValue: EPIPE)
  /// The address is in use (EADDRINUSE).
  package static let addressInUse = Errno(rawValue: EADDRINUSE)
  /// The local address is not available: no ephemeral port left (EADDRNOTAVAIL).
  package static let addressNotAvailable = Errno(rawValue: EADDRNOTAVAIL)
  /// The network is down (ENETDOWN).
  package static let networkDown = Errno(rawValue: ENETDOWN)
  /// No route to the network (ENETUNREACH).
  package static let networkUnreachable = Errno(rawValue: ENETUNREACH)
  /// The connection was aborted (ECONNABORTED).
  package static let connectionAborted = Errno(rawValue: ECONNABORTED)
  /// The peer reset the connection (ECONNRESET).
  package static let connectionReset = Errno(rawValue: ECONNRESET)
  /// No buffer space (ENOBUFS).
  package static let noBufferSpace = Errno(rawValue: ENOBUFS)
  /// The time ran out (ETIMEDOUT).
  package static let timedOut = Errno(rawValue: ETIMEDOUT)
  /// The peer refused the connection (ECONNREFUSED).
  package static let connectionRefused = Errno(rawValue: ECONNREFUSED)
  /// The host is down (EHOSTDOWN).
  package static let hostDown = Errno(rawValue: EHOSTDOWN)
  /// No route to the host (EHOSTUNREACH).
  package static let hostUnreachable = Errno(rawValue: EHOSTUNREACH)
  /// A connect is under way (EINPROGRESS).
  package static let inProgress = Errno(rawValue: EINPROGRESS)
  /// The address family isn't supported (EAFNOSUPPORT).
  package static let familyNotSupported = Errno(rawValue: EAFNOSUPPORT)

  /// Whether the disk or its quota is full: EDQUOT, EFBIG and ENOSPC.
  package var isNoSpace: Bool {
    self == .noSpace || self == .quota || self == .fileTooLarge
  }
}

extension Errno: CustomStringConvertible {
  /// The C library's text and the number, such as "No space left on device (errno 28)".
  ///
  /// The corresponding C function is `strerror`.
  package var description: String {
    guard let text = unsafe strerror(rawValue) else { return "errno \(rawValue)" }
    return unsafe "\(String(cString: text)) (errno \(rawValue))"
  }
}

/// Repeats a call that a signal interrupted.
///
/// - Returns: What the call returned, 0 or more.
/// - Throws: The call's error when it returned -1.
func retrying<Count: SignedInteger>(_ call: () -> Count) throws(Errno) -> Count {
  while true {
    let result = call()
    if result >= 0 { return result }
    let error = Errno.current
    if error != .interrupted { throw error }
  }
}
