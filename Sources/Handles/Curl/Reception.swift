/// What comes in during one transfer, bounded: the count of the body, and the bytes themselves only
/// when somebody will look at them.
///
/// Confined to whoever drives the transfer; libcurl's callbacks write it inside its calls.
package final class Reception {
  /// Bytes of the last response's body that came, whether kept or not.
  package internal(set) var bodyCount = 0
  /// Bytes of header lines that came, of all responses since `prepare`.
  package internal(set) var headerCount = 0
  /// The body's bytes, if they are kept.
  package internal(set) var body: [UInt8] = []
  /// Header lines of the last response, each with its line end, one after the other, if kept.
  package internal(set) var headers: [UInt8] = []
  /// Whether the last response's head came to its end.
  package internal(set) var hasWholeHead = false
  /// Whether a limit was what ended the transfer.
  package internal(set) var isOverflown = false
  /// Whether the transfer was ended because a `Content-Length` is beyond 64 bits: libcurl would pass
  /// over it and take whatever comes for the whole body.
  package internal(set) var isLengthAbsurd = false

  var bodyLimit = 0
  var headerLimit = 0
  var keepsBody = false
  var keepsHeaders = false

  /// Forgets the last transfer and sets the limits of the next.
  ///
  /// - Parameters:
  ///   - bodyLimit: Bytes; the first byte beyond it ends the transfer.
  ///   - headerLimit: Bytes of all header lines together.
  ///   - keepsBody: Whether `body` is filled.
  ///   - keepsHeaders: Whether `headers` is filled.
  package func prepare(bodyLimit: Int, headerLimit: Int, keepsBody: Bool, keepsHeaders: Bool) {
    bodyCount = 0
    headerCount = 0
    isOverflown = false
    isLengthAbsurd = false
    hasWholeHead = false
    release()
    body.removeAll(keepingCapacity: true)
    headers.removeAll(keepingCapacity: true)
    self.bodyLimit = bodyLimit
    self.headerLimit = headerLimit
    self.keepsBody = keepsBody
    self.keepsHeaders = keepsHeaders
  }

  /// Gives memory beyond 64 KiB back; what is smaller is used again by the next transfer.
  package func release() {
    if body.capacity > 65_536 { body = [] }
    if headers.capacity > 65_536 { headers = [] }
  }

  /// Takes a piece of the body; false ends the transfer.
  func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bodyCount += bytes.count
    if bodyCount > bodyLimit {
      isOverflown = true
      return false
    }
    if keepsBody { unsafe body.append(contentsOf: bytes) }
    return true
  }

  /// Takes one header line; false ends the transfer.
  func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
    headerCount += line.count
    if headerCount > headerLimit {
      isOverflown = true
      return false
    }
    if unsafe hasAbsurdLength(line) {
      isLengthAbsurd = true
      return false
    }
    // An empty line ends a head; another head may follow it (an interim response, RFC 9110 §15.2).
    if hasWholeHead { headers.removeAll(keepingCapacity: true) }
    hasWholeHead = unsafe line.count <= 2 && line.allSatisfy { $0 == 0x0D || $0 == 0x0A }
    if keepsHeaders { unsafe headers.append(contentsOf: line) }
    return true
  }
}

/// Whether a header line gives a length that does not fit into 64 bits with a sign.
///
/// Source: RFC 9110, section 8.6.
private func hasAbsurdLength(_ line: UnsafeRawBufferPointer) -> Bool {
  let name: StaticString = "content-length:"
  guard line.count > name.utf8CodeUnitCount, unsafe line[0] | 0x20 == UInt8(ascii: "c") else {
    return false
  }
  for (index, byte) in name.description.utf8.enumerated() {
    // No other sign of a field's name becomes a letter or a hyphen of this one by that bit.
    guard unsafe line[index] == byte || line[index] | 0x20 == byte else { return false }
  }
  var length: Int64 = 0
  for index in name.utf8CodeUnitCount..<line.count {
    let byte = unsafe line[index]
    if byte == 0x20 || byte == 0x09 {
      if length == 0 { continue }
      break
    }
    guard (0x30...0x39).contains(byte) else { break }
    let (product, isBeyond) = length.multipliedReportingOverflow(by: 10)
    let (sum, isOver) = product.addingReportingOverflow(Int64(byte - 0x30))
    if isBeyond || isOver { return true }
    length = sum
  }
  return false
}
