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
    // An empty line ends a head; another head may follow it (an interim response, RFC 9110 §15.2).
    if hasWholeHead { headers.removeAll(keepingCapacity: true) }
    hasWholeHead = unsafe line.count <= 2 && line.allSatisfy { $0 == 0x0D || $0 == 0x0A }
    if keepsHeaders { unsafe headers.append(contentsOf: line) }
    return true
  }
}
