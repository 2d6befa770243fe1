import Glibc

/// What draws the slices that are tried at every change.
enum Seeds {
  /// Whether all counts are run, as by `make torture`.
  static let isFull = unsafe getenv("CONSTAT_TORTURE") != nil

  /// A fixed one, and another one each time, which `SEED` sets.
  static let both: [UInt64] = {
    let given = unsafe getenv("SEED").flatMap { UInt64(unsafe String(cString: $0)) }
    return [1, given ?? UInt64.random(in: 2..<1_000_000_000)]
  }()
}
