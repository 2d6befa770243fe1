import StoreTestKit
import Testing

/// Sealed files with every bit flipped, cut at every byte, exchanged and taken from elsewhere.
@Suite(.timeLimit(.minutes(60))) struct SealedDamageTests {
  let store: SealedStore
  let other: SealedStore
  private static let step = Torture.isFull ? 1 : 1_801
  /// What is tried at every place is tried in so many parts, side by side.
  private static let parts = 4

  init() throws {
    store = try SealedStore(first: 0)
    other = try SealedStore(first: 5_000)
  }

  @Test func `the store is proved as it is`() {
    #expect(store.isProved(store.files) && other.isProved(other.files))
    let folders = Set(store.sealedNames.map(FaultyDisk.folder))
    #expect(
      folders == ["samples", "ledger", "log", "hours", "days", "checkpoints", "reports", "."],
      "\(store.sealedNames)"
    )
    #expect(
      store.sealedNames.filter { $0.hasPrefix("./") } == ["./STORE", "./checkpoint", "./keys"]
    )
    #expect(store.blocks.values.contains { $0.count > 1 })
  }

  /// The places of one part, from the first of a file to its end.
  private func places(_ part: Int, before end: Int) -> StrideTo<Int> {
    let first = Int(Torture.freshSeed) % Self.step + part * Self.step
    return stride(from: first, to: end, by: Self.step * Self.parts)
  }

  @Test(arguments: 0..<parts)
  func `every flipped bit is found, and costs a reader no more than its block`(_ part: Int) {
    var flips = 0
    for name in store.sealedNames {
      let bits = (store.files[name]?.count ?? 0) * 8
      for bit in places(part, before: bits) {
        let files = store.changing(name) { $0[bit / 8] ^= 1 << UInt8(bit % 8) }
        flips += 1
        #expect(!store.isProved(files), "\(name), bit \(bit): not found")
        let fault = store.fault(reading: files) { store.mayMiss($0, name, at: bit / 8) }
        #expect(fault == nil, "\(name), bit \(bit)")
        if flips % Torture.stride == 0 {
          Torture.say("\(flips) flipped bits so far, part \(part)")
        }
      }
    }
    Torture.say("\(flips) flipped bits, part \(part)")
  }

  @Test(arguments: 0..<parts) func `every truncation is found`(_ part: Int) {
    var cuts = 0
    for name in store.sealedNames {
      let length = store.files[name]?.count ?? 0
      for end in places(part, before: length) {
        let files = store.changing(name) { $0.removeLast(length - end) }
        cuts += 1
        #expect(!store.isProved(files), "\(name), \(end) of \(length) bytes: not found")
        let fault = store.fault(reading: files) { store.mayMiss($0, name, at: length - 1) }
        #expect(fault == nil, "\(name), \(end) of \(length) bytes")
        if cuts % Torture.stride == 0 {
          Torture.say("\(cuts) truncations so far, part \(part)")
        }
      }
    }
    Torture.say("\(cuts) truncations, part \(part)")
  }

  @Test func `bytes behind the end are found`() {
    for name in store.sealedNames {
      for tail in [[0], [UInt8](repeating: 0, count: 4_096), Array("x".utf8)] as [[UInt8]] {
        // A file of the log is filled with zeros ahead.
        if name.hasSuffix(".log"), !tail.contains(where: { $0 != 0 }) { continue }
        #expect(!store.isProved(store.changing(name) { $0 += tail }), "\(name)")
      }
    }
  }

  @Test func `files of another store, and each other's, are refused`() {
    for name in store.sealedNames {
      let folder = FaultyDisk.folder(of: name)
      for donor in [store, other] {
        for source in donor.sealedNames where FaultyDisk.folder(of: source) == folder {
          if donor.identity == store.identity, source == name { continue }
          let files = store.changing(name) { $0 = donor.files[source] ?? [] }
          #expect(!store.isProved(files), "\(name) replaced by \(source)")
          let fault = store.fault(reading: files) { sample in
            store.mayMiss(sample, name, at: .max) || name.hasPrefix("ledger/")
          }
          #expect(fault == nil, "\(name) replaced by \(source) of \(donor.identity)")
        }
      }
    }
  }

  @Test func `blocks in each other's place, and another store's, are refused`() throws {
    for (name, blocks) in store.blocks {
      for (number, block) in blocks.enumerated() {
        for donor in [store, other] {
          for (place, source) in (donor.blocks[name] ?? []).enumerated()
          where donor.identity != store.identity || place != number {
            let bytes = try #require(donor.files[name])
            // What is longer is cut, as a splice without regard for the index would.
            let splice = bytes[source.range].prefix(block.range.count)
            let end = block.range.lowerBound + splice.count
            let files = store.changing(name) {
              $0.replaceSubrange(block.range.lowerBound..<end, with: splice)
            }
            if files == store.files { continue }
            #expect(!store.isProved(files), "\(name), block \(number) replaced by \(place)")
            let fault = store.fault(reading: files) { block.samples.contains($0) }
            #expect(fault == nil, "\(name), block \(number) replaced by \(place)")
          }
        }
      }
    }
  }

  @Test func `a log of another store is damage, and none of its samples is read`() throws {
    let name = try #require(store.files.keys.first { $0.hasSuffix(".log") })
    let foreign = try #require(other.files.first { $0.key.hasSuffix(".log") })
    var files = store.files.filter { !$0.key.hasSuffix(".log") }
    for place in [name, "log/00000000000000ff.log"] {
      files[place] = foreign.value
      let found = try? Findings(FaultyDisk(files))
      #expect(found.map { Set($0.samples) == Set(store.findings.samples) } ?? true, "\(place)")
      #expect(!store.isProved(files), "\(place)")
      files.removeValue(forKey: place)
    }
  }
}
