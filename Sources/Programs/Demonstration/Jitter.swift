/// How long a healthy service thinks: between 20 and 60 ms, drawn from a seed.
///
/// The generator is SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number
/// Generators", 2014).
struct Jitter {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// The next wait in milliseconds, 20 to 60.
  mutating func next() -> Int64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return 20 + Int64(mixed % 41)
  }
}
