import Chronology
import Posix
import Proving
import TestKit
import Testing

/// A slice of what `make fuzz` does, at every change.
///
/// Each decoder is tried on its seeds, and on what chance makes of them. An input that makes one trap ends
/// the run, which names the decoder and the seed before.
@Suite(.timeLimit(.minutes(20))) struct DecoderTests {
  private static let fixed: UInt64 = 20_261_127
  /// Another one each time; SEED sets it.
  private static let fresh: UInt64 = {
    if let seed = Environment.value(of: "SEED").flatMap({ UInt64($0) }) { return seed }
    var random = SystemRandomNumberGenerator()
    return random.next() % 1_000_000_000
  }()
  /// How many inputs of each decoder and each seed.
  private static let count = 400
  /// Longer ones are cut: a slice is to be quick.
  private static let longest = 16_384

  @Test(arguments: Decoder.allCases) func `each decoder has seeds, and takes them as they are`(
    _ decoder: Decoder
  ) throws {
    let seeds = Seeds.seeds(decoder)
    #expect(!seeds.isEmpty)
    for seed in seeds {
      #expect(!seed.isEmpty, "a file of the repository is missing")
      decoder.run(seed)
    }
    decoder.run([])
  }

  @Test(arguments: Decoder.allCases, [fixed, fresh])
  func `nothing makes a decoder trap`(_ decoder: Decoder, _ seed: UInt64) {
    print("\(decoder.rawValue): \(Self.count) inputs of seed \(seed)")
    var random = SplitMix64(seed: seed)
    let seeds = Seeds.seeds(decoder).map { Array($0.prefix(Self.longest)) }
    for number in 0..<Self.count {
      var bytes = seeds[number % seeds.count]
      for _ in 0..<Int.random(in: 1...8, using: &random) { Self.change(&bytes, seeds, &random) }
      decoder.run(bytes)
    }
  }

  /// One of the changes that libFuzzer makes.
  private static func change(
    _ bytes: inout [UInt8],
    _ seeds: [[UInt8]],
    _ random: inout SplitMix64
  ) {
    guard !bytes.isEmpty else {
      bytes = seeds.randomElement(using: &random) ?? []
      return
    }
    let place = Int.random(in: bytes.indices, using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
    case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
    case 3:
      bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...16, using: &random)))
    case 4: bytes.removeLast(bytes.count - place)
    case 5:
      let other = seeds.randomElement(using: &random) ?? []
      bytes.replaceSubrange(place..., with: other.dropFirst(min(place, other.count)))
    default:
      let end = min(bytes.count, place + Int.random(in: 1...32, using: &random))
      bytes.insert(
        contentsOf: bytes[place..<end],
        at: Int.random(in: bytes.indices, using: &random)
      )
    }
  }

  @Test func `the seeds that are made here are whole`() throws {
    let reply = try TimeStampReply(decoding: Seeds.stamp)
    #expect(reply.time == Seeds.start)
    #expect(reply.nonce == [0x7F, 2, 3, 4, 5, 6, 7, 8])
  }
}
