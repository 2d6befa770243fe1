import Glibc

/// A program that runs until it is waited for, or is killed with its whole process group in the end.
final class RunningProgram {
  /// The process, which leads a group of its own.
  let processID: pid_t
  /// Where its standard output and standard error are written.
  let outputPath: String, errorPath: String
  private var ending: Ending?

  /// How a program ended.
  enum Ending: Equatable {
    case exit(CInt)
    case signal(CInt)
  }

  /// Starts the program at `path`.
  ///
  /// - Parameters:
  ///   - environment: Instead of this process's, except for `PATH` and `HOME`.
  ///   - log: Where its streams go: files of this path with `.out` and `.err` behind.
  init(
    _ path: String,
    _ arguments: [String] = [],
    environment: [String: String] = [:],
    log: String
  ) throws(SpawnFailure) {
    outputPath = log + ".out"
    errorPath = log + ".err"
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    let fresh = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, outputPath, fresh, 0o644)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, errorPath, fresh, 0o644)
    // The runner of the tests may block or ignore signals; a program must not inherit that.
    var none = sigset_t()
    var all = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    let inherited = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/"]
    let variables = inherited.merging(environment) { $1 }.map { "\($0)=\($1)" }.sorted()
    var process = pid_t()
    let code = unsafe withStrings([path] + arguments) { arguments in
      unsafe withStrings(variables) { variables in
        unsafe posix_spawn(&process, path, &actions, &attributes, arguments, variables)
      }
    }
    guard code == 0 else { throw SpawnFailure(path: path, code: code) }
    processID = process
  }

  deinit {
    kill(-processID, SIGCONT)
    kill(-processID, SIGKILL)
    if ending == nil { waitpid(processID, nil, 0) }
  }

  /// What it has written to its standard output so far.
  var output: String { text(at: outputPath) }

  /// What it has written to its standard error so far.
  var errors: String { text(at: errorPath) }

  /// Whether it has not ended yet.
  var isRunning: Bool { reap(WNOHANG) == nil }

  /// Sends it a signal.
  func signal(_ number: CInt) { kill(processID, number) }

  /// Waits until a line of standard output or standard error satisfies `condition`.
  ///
  /// - Returns: The first such line; nil when none comes within `limit`, or it ends before.
  func line(
    within limit: Duration = .seconds(30),
    where condition: (Substring) -> Bool
  ) -> Substring? {
    let found = eventually(within: limit) { () -> Substring?? in
      // Asked first, so that what it wrote in the end is read.
      let hasEnded = !isRunning
      let line = (output + "\n" + errors).split(separator: "\n").first(where: condition)
      return line.map { .some($0) } ?? (hasEnded ? .some(nil) : nil)
    }
    return found ?? nil
  }

  /// Waits until a line contains `words`.
  func line(containing words: String, within limit: Duration = .seconds(30)) -> Substring? {
    line(within: limit) { $0.contains(words) }
  }

  /// Waits for its end; nil when it doesn't come within `limit`.
  func end(within limit: Duration = .seconds(30)) -> Ending? {
    eventually(within: limit) { reap(WNOHANG) }
  }

  private func reap(_ options: CInt) -> Ending? {
    if let ending { return ending }
    var status: CInt = 0
    guard unsafe waitpid(processID, &status, options) == processID else { return nil }
    // wait(2): the low seven bits are the signal, the next byte is the exit code.
    ending = status & 0x7F == 0 ? .exit((status >> 8) & 0xFF) : .signal(status & 0x7F)
    return ending
  }

  private func text(at path: String) -> String {
    guard let file = unsafe fopen(path, "re") else { return "" }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe fread(&block, 1, block.count, file)
      if count == 0 { break }
      bytes += block.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A program that could not be started.
struct SpawnFailure: Error {
  let path: String
  let code: CInt
}

/// Calls `body` with a null-terminated list of C strings that live until it returns.
private func withStrings<Value>(
  _ texts: [String],
  _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
) -> Value {
  var list = unsafe texts.map { unsafe strdup($0) }
  defer { unsafe list.forEach { unsafe free($0) } }
  unsafe list.append(nil)
  return unsafe body(list)
}
