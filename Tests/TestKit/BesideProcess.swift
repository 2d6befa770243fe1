import Glibc

/// A shell command that runs beside a test, and ends with it.
///
/// The command's shell reads from a pipe that only this process holds: when it is closed, by `deinit`
/// or because the tests have crashed, the shell kills the command.
package final class BesideProcess: Sendable {
  private let process: pid_t
  private let lifeline: Int32

  /// Starts a command, with its output thrown away.
  package init(_ command: String) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    precondition(unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0, "a test needs a pipe")
    let script = "(\(command)) </dev/null >/dev/null 2>&1 & read line; kill -9 $!; wait $!"
    process = spawn(script, input: ends[0])
    close(ends[0])
    lifeline = ends[1]
  }

  deinit {
    close(lifeline)
    waitpid(process, nil, 0)
  }

  /// Runs a shell command to its end.
  ///
  /// - Returns: Whether it succeeded.
  package static func run(_ command: String) -> Bool {
    let process = spawn("exec >/dev/null 2>&1; \(command)", input: nil)
    var status: Int32 = 0
    unsafe waitpid(process, &status, 0)
    return status == 0
  }
}

private func spawn(_ script: String, input: Int32?) -> pid_t {
  var process = pid_t()
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  if let input { unsafe posix_spawn_file_actions_adddup2(&actions, input, 0) }
  // Threads of Dispatch block all signals, and what they start would inherit that.
  var attributes = posix_spawnattr_t()
  var none = sigset_t()
  unsafe sigemptyset(&none)
  unsafe posix_spawnattr_init(&attributes)
  defer { unsafe posix_spawnattr_destroy(&attributes) }
  unsafe posix_spawnattr_setsigmask(&attributes, &none)
  unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
  var words: [UnsafeMutablePointer<CChar>?] = unsafe []
  for word in ["/bin/sh", "-c", script] { unsafe words.append(strdup(word)) }
  unsafe words.append(nil)
  defer { for index in unsafe words.indices { unsafe free(words[index]) } }
  let code = unsafe posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, environ)
  precondition(code == 0, "a test's command must start")
  return process
}
