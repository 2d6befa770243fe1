import Chronology
import Proving
import Sampling
import StoreFormat
import TestKit
import Testing

@Suite struct SampleLeafTests {
  static let sample = Sample(
    series: SeriesID(number: 9),
    due: Instant(nanoseconds: 0x0102_0304_0506_0708),
    start: Instant(nanoseconds: 0x1112_1314_1516_1718),
    outcome: .down,
    cause: .connectRefused,
    phases: Phases(
      resolve: 0x2122_2324,
      connect: 0x3132_3334,
      secure: 0x4142_4344,
      wait: 0x5152_5354,
      transfer: 0x6162_6364
    ),
    status: 0x8182,
    address: NetworkAddress(bytes: [192, 0, 2, 1]),
    bytes: 0x7172_7374,
    flags: SampleFlags(rawValue: 0x9192)
  )

  static let canonical =
    "0807060504030201181716151413121124232221343332314443424154535251"
    + "646362617473727182810100929103" + "04"

  @Test func `every field has its place among the 48 bytes`() {
    var bytes: [UInt8] = []
    CanonicalSample.append(Self.sample, address: 1, to: &bytes)
    #expect(Hexadecimal.text(bytes) == Self.canonical)
    #expect(bytes.count == CanonicalSample.length)
  }

  @Test func `the leaf is the hash of label, definition, table and samples`() throws {
    var hasher = TreeHasher()
    let definition = hasher.plain([1, 2, 3])
    var second = Self.sample
    second.address = NetworkAddress(bytes: [UInt8](1...16))
    var third = Self.sample
    third.address = nil
    let leaf = SampleLeaf.hash(
      of: [Self.sample, second, third, Self.sample],
      0..<4,
      definition: definition,
      using: &hasher
    )
    var input = Array("constat samples 1\n".utf8) + definition.bytes
    input += [4, 0, 0, 0, 2, 0, 0, 0, 4, 192, 0, 2, 1] + [UInt8](repeating: 0, count: 12)
    input += [16] + [UInt8](1...16)
    for address in ["0100", "0200", "0000", "0100"] {
      let text = Self.canonical.replacing("81010092", with: "81\(address)92")
      input += try #require(Hexadecimal.bytes(text))
    }
    #expect(leaf == hasher.leaf(input))
  }

  @Test func `a change of any field of any sample changes the leaf`() {
    var hasher = TreeHasher()
    let samples = [Sample](repeating: Self.sample, count: 3)
    let leaf = SampleLeaf.hash(of: samples, 0..<3, definition: .zero, using: &hasher)
    let changes: [(inout Sample) -> Void] = [
      { $0.due = Instant(nanoseconds: $0.due.nanoseconds + 1) },
      { $0.start = Instant(nanoseconds: $0.start.nanoseconds + 1) },
      { $0.outcome = .void }, { $0.cause = nil }, { $0.cause = .slow }, { $0.status = 0 },
      { $0.address = nil }, { $0.address = NetworkAddress(bytes: [192, 0, 2, 2]) },
      { $0.bytes = 0 }, { $0.flags = [] }, { $0.phases.resolve += 1 }, { $0.phases.connect += 1 },
      { $0.phases.secure += 1 }, { $0.phases.wait += 1 }, { $0.phases.transfer += 1 },
    ]
    var found: Set<Hash> = [leaf]
    for change in changes {
      var other = samples
      change(&other[1])
      found.insert(SampleLeaf.hash(of: other, 0..<3, definition: .zero, using: &hasher))
    }
    found.insert(SampleLeaf.hash(of: samples, 0..<2, definition: .zero, using: &hasher))
    found.insert(SampleLeaf.hash(of: samples, 0..<3, definition: changed(.zero), using: &hasher))
    #expect(found.count == changes.count + 3)
    // The series' number may change from store to store; its definition may not.
    var renumbered = samples
    for index in renumbered.indices { renumbered[index].series = SeriesID(number: 1) }
    #expect(leaf == SampleLeaf.hash(of: renumbered, 0..<3, definition: .zero, using: &hasher))
  }

  @Test func `addresses are numbered in the order in which they first appear`() {
    var table = AddressTable()
    let addresses = (0..<100).map { NetworkAddress(bytes: [10, 0, 0, UInt8($0 % 20)]) }
    let numbers = addresses.compactMap { $0.map { table.number(of: $0) } }
    #expect(numbers == (0..<100).map { UInt16($0 % 20 + 1) })
    #expect(table.addresses.count == 20)
  }

  @Test func `an instant that the log can't hold is hashed as the one that it holds`() {
    var early = Self.sample
    early.due = Instant(nanoseconds: -5)
    var zero = Self.sample
    zero.due = Instant(nanoseconds: 0)
    var hasher = TreeHasher()
    let leaves = [early, zero].map {
      SampleLeaf.hash(of: [$0], 0..<1, definition: .zero, using: &hasher)
    }
    #expect(leaves[0] == leaves[1])
  }
}
