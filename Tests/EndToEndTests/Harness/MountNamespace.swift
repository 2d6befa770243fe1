import Glibc
import Testing

/// A private mount namespace that lives as long as this does; nothing outside sees its mounts.
final class MountNamespace {
  /// What begins a command that is to run in it.
  let prefix: [String]
  private let keeper: RunningProgram

  /// Runs `script` by bash in a new namespace; it must print `ready` and then wait.
  convenience init(script: String, _ arguments: [String], scratch: Scratch) throws {
    let owner = geteuid() == 0 ? ["--mount"] : ["--user", "--map-root-user", "--mount"]
    let options = owner + ["--propagation", "private", "/bin/bash", "-euc", script, "keeper"]
    try self.init(entering: "/usr/bin/unshare", options + arguments, scratch: scratch)
  }

  /// Starts a program that enters a new namespace of its own, prints `ready` and then waits.
  init(entering program: String, _ arguments: [String], scratch: Scratch) throws {
    keeper = try RunningProgram(program, arguments, log: scratch.file("namespace"))
    let process = "\(keeper.processID)"
    let user = geteuid() == 0 ? [] : ["--user", "--preserve-credentials"]
    prefix = ["/usr/bin/nsenter", "--target", process, "--mount"] + user + ["--"]
    let isReady = keeper.line(containing: "ready", within: .seconds(20)) != nil
    try #require(isReady, "no namespace: \(keeper.errors)")
  }

  /// A path in the namespace, as this process reaches it.
  func outside(_ path: String) -> String { "/proc/\(keeper.processID)/root" + path }

  /// Whether this user may have one, and why not.
  static let refusal: String? = {
    let user = geteuid() == 0 ? [] : ["--user", "--map-root-user"]
    let result = try? CommandResult("/usr/bin/unshare", user + ["--mount", "/bin/true"])
    return result?.ending == .exit(0)
      ? nil : "no mount namespaces here: \(result?.errors ?? "unshare is missing")"
  }()
}
