import Glibc
import Testing

/// A file system of 64 MiB in a private mount namespace, which a test makes hang: whoever writes to it
/// waits in the kernel until it goes on.
final class FrozenDisk {
  /// Where it is mounted.
  static let mountPoint = "/mnt"

  private let namespace: MountNamespace

  /// Makes and mounts it.
  init(_ scratch: Scratch) throws {
    namespace = try MountNamespace(
      script: Self.mounting + "; echo ready; exec sleep 900",
      [scratch.file("disk"), Self.mountPoint],
      scratch: scratch
    )
  }

  private static let mounting =
    "truncate -s 64M \"$1\"; mkfs.ext4 -q -F \"$1\"; mount -o loop \"$1\" \"$2\""

  /// What begins a command that is to see it.
  var prefix: [String] { namespace.prefix }

  /// Runs `body` while the disk hangs.
  ///
  /// Whatever comes of it the disk goes on afterwards: a process that waits for it can't be killed.
  func whileFrozen<Value>(_ body: () throws -> Value) throws -> Value {
    try freeze("--freeze")
    do {
      let value = try body()
      try freeze("--unfreeze")
      return value
    } catch {
      try freeze("--unfreeze")
      throw error
    }
  }

  private func freeze(_ option: String) throws {
    let command = prefix + ["/usr/sbin/fsfreeze", option, Self.mountPoint]
    let result = try CommandResult(command[0], Array(command.dropFirst()))
    try #require(result.ending == .exit(0), "\(result.errors)")
  }

  /// Why no such disk can be made here; nil if one can.
  static let refusal: String? = {
    if let refusal = MountNamespace.refusal { return refusal }
    if geteuid() != 0 { return "only root mounts a loop device" }
    let scratch = Scratch()
    let tried = ["/bin/bash", "-euc", mounting, "keeper", scratch.file("disk"), mountPoint]
    let options = ["--mount", "--propagation", "private"]
    let result = try? CommandResult("/usr/bin/unshare", options + tried)
    return result?.ending == .exit(0)
      ? nil : "no loop device can be mounted here: \(result?.errors ?? "unshare is missing")"
  }()
}
