import Glibc
import Testing

extension Trait where Self == ConditionTrait {
  /// For tests that need a journal of their own.
  static var needsJournal: Self {
    .enabled(if: JournalNamespace.refusal == nil, Comment(rawValue: JournalNamespace.refusal ?? ""))
  }

  /// For tests that read what journalctl says in French.
  static var needsFrench: Self {
    .enabled(if: FrenchLocale.refusal == nil, Comment(rawValue: FrenchLocale.refusal ?? ""))
  }

  /// For tests that mount something where nobody else sees it.
  static var needsMounts: Self {
    .enabled(if: MountNamespace.refusal == nil, Comment(rawValue: MountNamespace.refusal ?? ""))
  }

  /// For tests that need a disk of their own, which they can freeze.
  static var needsLoopDevices: Self {
    .enabled(if: FrozenDisk.refusal == nil, Comment(rawValue: FrozenDisk.refusal ?? ""))
  }

  /// For tests that cut the power of a disk on a disk.
  static var needsPowerCuts: Self {
    .enabled(if: PowerCuts.refusal == nil, Comment(rawValue: PowerCuts.refusal ?? ""))
  }

  /// For tests that run a program as somebody without rights: this user, or another one.
  static var needsUserWithoutRights: Self {
    .enabled(
      if: geteuid() != 0 || AnotherUser.refusal == nil,
      Comment(rawValue: AnotherUser.refusal ?? "")
    )
  }

  /// For tests that run a program as another user without rights.
  static var needsAnotherUser: Self {
    .enabled(if: AnotherUser.refusal == nil, Comment(rawValue: AnotherUser.refusal ?? ""))
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests that set a program's clock.
  static var needsFalseTime: Self {
    .enabled(if: FalseTime.library != nil, "no libfaketime here: install the package libfaketime")
  }
}

/// A clock that a test sets for one program, by libfaketime.
enum FalseTime {
  /// The library, where Debian puts it.
  static let library: String? = {
    let places = ["x86_64-linux-gnu", "aarch64-linux-gnu", "riscv64-linux-gnu"]
    return places.map { (place: String) -> String in "/usr/lib/\(place)/faketime/libfaketime.so.1" }
      .first { (path: String) -> Bool in unsafe access(path, R_OK) == 0 }
  }()

  /// What begins a command whose clock is set.
  ///
  /// The library adds to the environment of the first program, and then a program in Swift does not
  /// find its arguments; in the next one there is nothing left to add.
  static let prefix = ["/usr/bin/env"]

  /// What makes a program start at `time`, as in `2019-01-01 00:00:00` in UTC, with civil time alone
  /// set: what waits, waits by the machine's own clocks.
  static func environment(_ time: String) -> [String: String] {
    [
      "LD_PRELOAD": library ?? "", "FAKETIME": "@\(time)", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
      "TZ": "UTC",
    ]
  }
}

/// Somebody without rights: `nobody`, as root may become.
enum AnotherUser {
  /// What begins a command that is to run as this user.
  static let prefix = setpriv(["--clear-groups"])

  /// The same, for a member of this group besides.
  static func prefix(inGroup group: gid_t) -> [String] { setpriv(["--groups", "\(group)"]) }

  private static func setpriv(_ groups: [String]) -> [String] {
    ["/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534"] + groups + ["--"]
  }

  /// Why nothing can run as this user; nil if it can.
  ///
  /// The folder of the programs may not be open to others.
  static let refusal: String? = {
    let arguments = prefix.dropFirst() + [BuiltProducts.constatd, "--version"]
    let result = try? CommandResult(prefix[0], Array(arguments))
    return result?.ending == .exit(0)
      ? nil : "constatd can't be run as nobody: \(result?.errors ?? "setpriv is missing")"
  }()
}
