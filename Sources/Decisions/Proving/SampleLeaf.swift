package import Sampling
package import StoreFormat

/// The hash of a block of samples: one leaf of a segment's tree.
///
/// Format: docs/formats/proof.md, "A block".
package enum SampleLeaf {
  /// How many samples a block has at most.
  package static let limit = 8_192

  /// What a leaf begins with, so that it is the leaf of nothing else.
  static let label = Array("constat samples 1\n".utf8)

  /// The leaf of samples of one series.
  ///
  /// - Parameters:
  ///   - range: Which of the samples; at most ``limit``.
  ///   - definition: The hash of the check's definition: of its ``CheckDefinition/canonical`` bytes.
  package static func hash<Digest: DigestFunction & ~Copyable>(
    of samples: [Sample],
    _ range: Range<Int>,
    definition: Hash,
    using hasher: inout TreeHasher<Digest>
  ) -> Hash {
    precondition(range.count <= limit, "a block has at most 8,192 samples")
    var table = AddressTable()
    var records: [UInt8] = []
    records.reserveCapacity(CanonicalSample.length * range.count)
    for index in range {
      let number = samples[index].address.map { table.number(of: $0) } ?? 0
      CanonicalSample.append(samples[index], address: number, to: &records)
    }
    return hash(of: records, range.count, table.addresses, definition: definition, using: &hasher)
  }

  /// The leaf of samples that are canonical already.
  ///
  /// - Parameters:
  ///   - records: 48 bytes each, as ``CanonicalSample`` writes them.
  ///   - count: How many they are.
  ///   - addresses: What the samples' numbers mean, in the order in which they first appear.
  package static func hash<Digest: DigestFunction & ~Copyable>(
    of records: [UInt8],
    _ count: Int,
    _ addresses: [NetworkAddress],
    definition: Hash,
    using hasher: inout TreeHasher<Digest>
  ) -> Hash {
    var head = label
    definition.append(to: &head)
    for shift in stride(from: 0, to: 32, by: 8) { head.append(UInt8(count >> shift & 255)) }
    for shift in stride(from: 0, to: 32, by: 8) {
      head.append(UInt8(addresses.count >> shift & 255))
    }
    for address in addresses {
      let bytes = address.bytes
      head.append(UInt8(bytes.count))
      head += bytes
      head += repeatElement(0, count: 16 - bytes.count)
    }
    hasher.beginLeaf()
    hasher.add(head)
    hasher.add(records)
    return hasher.finishLeaf()
  }
}

/// The different addresses of a block, numbered from 1 in the order in which they first appear.
package struct AddressTable: Sendable {
  /// In order.
  package private(set) var addresses: [NetworkAddress] = []
  private var numbers: [NetworkAddress: UInt16] = [:]
  /// Most samples have the address of the one before.
  private var latest: (address: NetworkAddress, number: UInt16)?

  /// An empty table.
  package init() {}

  /// The number of an address, which is entered if it is new.
  ///
  /// - Precondition: At most 65,535 are; a block has fewer samples than that.
  package mutating func number(of address: NetworkAddress) -> UInt16 {
    if let latest, latest.address == address { return latest.number }
    let number: UInt16
    if let known = numbers[address] {
      number = known
    } else {
      addresses.append(address)
      number = UInt16(addresses.count)
      numbers[address] = number
    }
    latest = (address, number)
    return number
  }
}
