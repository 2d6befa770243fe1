import Glibc

/// What this machine must have, so that no test is left out in silence: `CONSTAT_REQUIRE=journal,mounts`.
enum Requirements {
  /// Why tests that need something can't run here, by the names for `CONSTAT_REQUIRE`; nil if they can.
  static var refusals: [String: String?] {
    [
      "journal": JournalNamespace.refusal,
      "mounts": MountNamespace.refusal,
      "loop-devices": FrozenDisk.refusal,
      "power-cuts": PowerCuts.refusal,
      "another-user": AnotherUser.refusal,
      "french": FrenchLocale.refusal,
      "false-time": FalseTime.library == nil ? "no libfaketime here" : nil,
    ]
  }

  /// What the environment requires; nothing if it says nothing.
  static var given: String {
    unsafe getenv("CONSTAT_REQUIRE").map { unsafe String(cString: $0) } ?? ""
  }

  /// What is missing of what is required, one sentence each.
  static func missing(_ required: String, _ refusals: [String: String?]) -> [String] {
    required.split { $0 == "," || $0 == " " }.compactMap { name in
      guard let refusal = refusals[String(name)] else {
        let known = refusals.keys.sorted().joined(separator: ", ")
        return "CONSTAT_REQUIRE: \(name) is not known; there is \(known)"
      }
      return refusal.map { "\(name) is required: \($0)" }
    }
  }
}
