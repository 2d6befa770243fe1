import Glibc

extension StandardStream {
  /// Puts `/dev/null` where the process was started without one of its three streams, before it opens
  /// anything else: a file of ours would stand there, and be written to by who means the stream.
  ///
  /// It is opened the wrong way round, so that writing to a stream that is closed stays an error, EBADF.
  ///
  /// The corresponding C functions are `fcntl` and `open`.
  package static func occupyClosed() {
    for descriptor in 0...StandardStream.error.rawValue
    where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
      _ = unsafe open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
  }
}
