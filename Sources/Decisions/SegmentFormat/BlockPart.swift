import Sampling

/// How many of a block's samples, in their order, came from which log file.
package struct BlockPart: Hashable, Sendable {
  /// The log file's number, less than 2^62.
  package var file: UInt64
  /// How many samples: 1 or more.
  package var count: Int

  /// A part.
  package init(file: UInt64, count: Int) {
    self.file = file
    self.count = count
  }
}

/// The addresses of a block's samples, numbered from 1 in order of first appearance.
struct AddressTable: Sendable {
  private(set) var addresses: [NetworkAddress] = []
  private var numbers: [NetworkAddress: Int] = [:]

  /// The number of an address, which is added if it is new; 0 for none.
  mutating func number(of address: NetworkAddress?) -> Int {
    guard let address else { return 0 }
    // One that stays the same for long needs no hash.
    if addresses.last == address { return addresses.count }
    if let number = numbers[address] { return number }
    addresses.append(address)
    numbers[address] = addresses.count
    return addresses.count
  }
}
