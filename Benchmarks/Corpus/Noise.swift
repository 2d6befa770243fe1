/// Random numbers of a few distributions, the same on every machine: integers only.
///
/// Fractions are in 65,536ths. Source of the bits: G. L. Steele, D. Lea, C. H. Flood, "Fast
/// splittable pseudorandom number generators", 2014 (SplitMix64).
struct Noise: Sendable {
  static let one = 65_536

  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }

  /// Any of the numbers below `limit`, each as often.
  mutating func below(_ limit: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(limit)).high)
  }

  /// Whether something happens that happens so often in a million times.
  mutating func happens(_ perMillion: Int) -> Bool { below(1_000_000) < perMillion }

  /// About normal: mean 0, deviation one; the sum of twelve numbers, so never beyond 6.
  mutating func normal() -> Int {
    var sum = -6 * Noise.one
    for _ in 0..<3 {
      let bits = next()
      for shift in stride(from: UInt64(0), to: 64, by: 16) { sum += Int(bits >> shift & 0xFFFF) }
    }
    return sum
  }

  /// Exponential with mean one.
  mutating func exponential() -> Int {
    let bits = next() | 1
    let zeros = bits.leadingZeroBitCount
    let part = Int((bits << UInt64(zeros)) >> 47) - Noise.one
    let logarithm = part + Noise.part(Noise.part(part, of: Noise.one - part), of: 22_544)
    // The natural logarithm of 2 in 65,536ths.
    return Noise.part(45_426, of: (zeros + 1) * Noise.one - logarithm)
  }

  /// Around `median`, by factors: half of it or double are as far away.
  ///
  /// - Parameter spread: The deviation of the binary logarithm.
  mutating func around(_ median: Int, spread: Int) -> Int {
    let power = Noise.part(spread, of: normal())
    let part = power & 0xFFFF
    let factor = Noise.one + Noise.part(part, of: 43_025 + Noise.part(part, of: 22_511))
    let value = Noise.part(factor, of: median)
    let whole = power >> 16
    return whole >= 0 ? value << whole : value >> -whole
  }

  /// So many 65,536ths of a number.
  static func part(_ share: Int, of whole: Int) -> Int { (share * whole) >> 16 }
}
