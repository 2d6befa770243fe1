/// What a check of the corpus looks at, by the figures that its samples are made of.
///
/// Lengths are in µs; shares are of a million; spreads in 65,536ths of a power of two.
package struct SeriesKind: Sendable {
  /// What the table calls it.
  package let name: String
  /// The round trip, half of it or so on the way.
  var roundTrip: Int
  /// How much it wanders, in parts of a million of it.
  var wander: Int
  /// What waits in queues on a round trip, in the mean of a quiet hour.
  var queue: Int
  /// How often the resolver has no answer at hand; nil if there is no name.
  var misses: Int?
  /// An answer at hand.
  var hit = 300
  /// An answer that had to be fetched.
  var miss = 14_000
  /// Whether a secure connection is made.
  var isSecure = true
  /// How often a connection is used again.
  var reuse = 0
  /// What the server takes; 0 if only a connection is made.
  var server: Int
  /// How much that varies.
  var serverSpread = 27_000
  /// What the answer's body takes.
  var transfer: Int
  /// The body's length, if it is always the same.
  var bytes: Int
  /// How many lengths the body can have.
  var lengths = 1
  /// How many addresses the name has.
  var addresses = 1
  /// Whether the addresses are long.
  var isIPv6 = false

  /// The kinds of the corpus.
  package static let all: [SeriesKind] = [
    SeriesKind(
      name: "wan",
      roundTrip: 22_000,
      wander: 12_000,
      queue: 500,
      misses: 300_000,
      hit: 450,
      server: 42_000,
      transfer: 560,
      bytes: 48_213,
      lengths: 3,
      addresses: 2
    ),
    SeriesKind(
      name: "keep-alive",
      roundTrip: 9_000,
      wander: 12_000,
      queue: 250,
      misses: 300_000,
      reuse: 950_000,
      server: 14_000,
      transfer: 180,
      bytes: 211,
      lengths: 12
    ),
    SeriesKind(
      name: "edge",
      roundTrip: 3_100,
      wander: 15_000,
      queue: 120,
      misses: 200_000,
      server: 1_400,
      transfer: 240,
      bytes: 10_240,
      addresses: 4,
      isIPv6: true
    ),
    SeriesKind(
      name: "far",
      roundTrip: 155_000,
      wander: 8_000,
      queue: 1_500,
      misses: 300_000,
      server: 35_000,
      transfer: 900,
      bytes: 22_104
    ),
    SeriesKind(
      name: "lan",
      roundTrip: 280,
      wander: 40_000,
      queue: 40,
      misses: 100_000,
      hit: 160,
      miss: 900,
      server: 2_600,
      transfer: 90,
      bytes: 1_337
    ),
    SeriesKind(
      name: "tcp",
      roundTrip: 12_000,
      wander: 6_000,
      queue: 60,
      misses: nil,
      isSecure: false,
      server: 0,
      transfer: 0,
      bytes: 0
    ),
  ]
}
