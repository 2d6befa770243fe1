import Glibc

/// A program that a test starts, watches and ends.
///
/// It is killed when this goes and it still runs. Use it from one thread at a time.
package final class ChildProcess {
  /// The process's number.
  package let number: Int32
  private var ending: Int32?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: A path, or a name that is looked for in `$PATH`.
  ///   - arguments: Those after the program's name.
  ///   - environment: Variables beside those of this process; nil takes one out.
  ///   - output: The file that gets its standard output and standard error; what it held is gone.
  /// - Throws: `SocketFailure` with the system's error when it can't be started.
  package init(
    _ program: String,
    _ arguments: [String] = [],
    environment: [String: String?] = [:],
    output: String
  ) throws(SocketFailure) {
    var variables = Self.ownEnvironment()
    for (name, value) in environment { variables[name] = value }
    let words = unsafe Self.cStrings([program] + arguments)
    let settings = unsafe Self.cStrings(variables.map { "\($0.key)=\($0.value)" })
    defer {
      unsafe (words + settings).forEach { unsafe free($0) }
    }
    var actions = unsafe posix_spawn_file_actions_t()
    _ = unsafe posix_spawn_file_actions_init(&actions)
    defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
    _ = unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND
    _ = unsafe posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
    _ = unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // What the runtime of the tests has blocked or ignored isn't the program's business.
    var attributes = posix_spawnattr_t()
    _ = unsafe posix_spawnattr_init(&attributes)
    defer { _ = unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    _ = unsafe sigemptyset(&none)
    _ = unsafe sigfillset(&all)
    _ = unsafe posix_spawnattr_setsigmask(&attributes, &none)
    _ = unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    let kinds = CShort(POSIX_SPAWN_SETSIGMASK) | CShort(POSIX_SPAWN_SETSIGDEF)
    _ = unsafe posix_spawnattr_setflags(&attributes, kinds)
    var number: pid_t = 0
    let code = unsafe posix_spawnp(&number, program, &actions, &attributes, words, settings)
    errno = code
    guard code == 0 else { throw SocketFailure(call: "posix_spawn") }
    self.number = number
  }

  deinit {
    if ending == nil, wait(within: .zero) == nil {
      send(SIGKILL)
      _ = wait(within: .seconds(10))
    }
  }

  /// Sends it a signal, such as `SIGTERM`; does nothing when it has ended.
  package func send(_ signal: Int32) {
    guard ending == nil else { return }
    _ = kill(number, signal)
  }

  /// Waits for its end.
  ///
  /// - Returns: Its exit status, or 128 and the number of the signal that ended it; nil when it
  ///   still runs after `limit`.
  package func wait(within limit: Duration) -> Int32? {
    if let ending { return ending }
    let end = NotifySocket.now() + limit
    while true {
      var state: Int32 = 0
      if unsafe waitpid(number, &state, WNOHANG) == number {
        ending = state & 0x7F == 0 ? state >> 8 & 0xFF : 128 + (state & 0x7F)
        return ending
      }
      guard NotifySocket.now() < end else { return nil }
      // A look every 5 ms costs a test less than the signals of its other children would.
      _ = poll(nil, 0, 5)
    }
  }

  /// The text as C wants it: pointers to free, and nil behind the last.
  private static func cStrings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    unsafe texts.map { unsafe strdup($0) } + [nil]
  }

  private static func ownEnvironment() -> [String: String] {
    var variables: [String: String] = [:]
    var next = unsafe environ
    while let text = unsafe next.pointee {
      let assignment = unsafe String(cString: text)
      if let sign = assignment.firstIndex(of: "=") {
        variables[String(assignment[..<sign])] = String(
          assignment[assignment.index(after: sign)...]
        )
      }
      unsafe next += 1
    }
    return variables
  }
}
