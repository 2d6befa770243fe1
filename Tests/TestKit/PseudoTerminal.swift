import Glibc

/// A terminal that nobody sits at: what a program writes to it is read here.
package final class PseudoTerminal {
  /// The terminal's file, which a program gets as a stream.
  package let path: String
  private let master: Int32
  // Held, so that what was written is still there when the program has ended.
  private let terminal: Int32
  /// TIOCSPTLCK and TIOCGPTN of `linux/tty.h`, which are macros with a size in them.
  private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  /// Makes one.
  ///
  /// - Throws: `SocketFailure` with the system's error.
  package init() throws(SocketFailure) {
    master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard master >= 0 else { throw SocketFailure(call: "open /dev/ptmx") }
    var isLocked: CInt = 0
    var number: CUnsignedInt = 0
    guard unsafe ioctl(master, PseudoTerminal.setLock, &isLocked) == 0,
      unsafe ioctl(master, PseudoTerminal.getNumber, &number) == 0
    else { throw SocketFailure(call: "ioctl /dev/ptmx") }
    path = "/dev/pts/\(number)"
    terminal = unsafe open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { throw SocketFailure(call: "open") }
  }

  deinit {
    close(terminal)
    close(master)
  }

  /// All that was written since the last call.
  package func read() -> String {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = unsafe piece.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(master, buffer.baseAddress, buffer.count)
      }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += piece.prefix(count)
    }
  }
}
