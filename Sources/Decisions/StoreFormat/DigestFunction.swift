/// A hash function with hashes of 32 bytes that takes one message after the other.
///
/// ``SHA256`` is the one that needs nothing else; a driver can hand over a faster one of the same
/// results.
package protocol DigestFunction: ~Copyable {
  /// Adds a range of bytes to the message.
  mutating func add(_ bytes: [UInt8], _ range: Range<Int>)

  /// Ends the message and begins another.
  mutating func finish() -> Hash
}

extension DigestFunction where Self: ~Copyable {
  /// Adds all bytes to the message.
  package mutating func add(_ bytes: [UInt8]) {
    add(bytes, bytes.indices)
  }
}
