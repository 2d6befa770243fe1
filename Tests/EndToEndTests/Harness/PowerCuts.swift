import Glibc

/// `scripts/power-cuts.py`: ext4 on a loop device over a file on XFS, of which a clone is a cut.
enum PowerCuts {
  /// What runs a command where nobody else sees its mounts.
  private static let unshare = ["/usr/bin/unshare", "--mount", "--propagation", "private"]

  /// Cuts the power so often while a store is written.
  ///
  /// - Returns: What it said and how it ended, which must be within ten minutes.
  static func run(
    _ cuts: Int,
    seed: UInt64
  ) throws -> (ending: RunningProgram.Ending?, text: String) {
    let scratch = Scratch()
    let script = BuiltProducts.repository + "/scripts/power-cuts.py"
    let program = try RunningProgram(
      unshare[0],
      unshare.dropFirst()
        + [
          "/usr/bin/python3", script, BuiltProducts.folder + "/StoreWriter", "\(cuts)", "\(seed)",
        ],
      log: scratch.file("cuts")
    )
    let ending = program.end(within: .seconds(600))
    return (ending, program.output + program.errors)
  }

  /// Why that can't be done here: it is tried with an empty file system of each kind.
  static let refusal: String? = {
    guard geteuid() == 0 else { return "the power is cut by root alone" }
    let script = """
      set -e; cd "$1"; export PATH=$PATH:/usr/sbin:/sbin; mkdir xfs ext4
      truncate --size 300M image; mkfs.xfs -q -m reflink=1 image; mount -o loop image xfs
      truncate --size 8M xfs/disk; mkfs.ext4 -q -F xfs/disk; mount -o loop xfs/disk ext4
      umount ext4; umount xfs
      """
    let scratch = Scratch()
    let arguments = unshare.dropFirst() + ["/bin/bash", "-c", script, "trial", scratch.path]
    let result = try? CommandResult(unshare[0], Array(arguments))
    return result?.ending == .exit(0)
      ? nil : "no ext4 on a file on XFS here: \(result?.errors ?? "unshare is missing")"
  }()
}
