import Glibc

extension CurrentProcess {
  /// Makes sure that so many more descriptors can be opened at once, and opens none for good.
  ///
  /// - Throws: EMFILE or ENFILE when there are fewer.
  ///
  /// The corresponding C function is `dup`.
  package static func requireDescriptors(_ count: Int) throws(Errno) {
    var copies: [CInt] = []
    defer { for copy in copies { close(copy) } }
    var source = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    while source >= 0 {
      copies.append(source)
      if copies.count == count { return }
      source = fcntl(source, F_DUPFD_CLOEXEC, 0)
    }
    throw Errno.current
  }
}
