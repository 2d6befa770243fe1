import Glibc
import Testing

extension Trait where Self == ConditionTrait {
  /// For tests that need a journal of their own.
  static var needsJournal: Self {
    .enabled(if: JournalNamespace.refusal == nil, Comment(rawValue: JournalNamespace.refusal ?? ""))
  }

  /// For tests that mount something where nobody else sees it.
  static var needsMounts: Self {
    .enabled(if: MountNamespace.refusal == nil, Comment(rawValue: MountNamespace.refusal ?? ""))
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
