import Sampling

/// The checks of a configuration by name, for the agreements that name them.
struct CheckIndex {
  /// Every name, in the file's order.
  let names: [String]
  private let declared: Set<String>
  private let checks: [String: Check]

  /// Indexes `checks`; `names` are those that couldn't be read too.
  init(names: [String], checks: [Check]) {
    self.names = names
    declared = Set(names)
    self.checks = Dictionary(checks.map { ($0.id.description, $0) }) { first, _ in first }
  }

  /// Whether there is a check of this name, right or wrong.
  func has(_ name: String) -> Bool { declared.contains(name) }

  /// The check of this name, if it could be read.
  subscript(name: String) -> Check? { checks[name] }
}
