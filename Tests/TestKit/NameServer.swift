import Glibc

/// What a scripted name server does with one question.
package enum NameAnswer: Sendable {
  /// Addresses, each of 4 or 16 bytes, with a time to live in seconds; a question gets those of its
  /// family, none is NOERROR without data.
  case addresses([[UInt8]], timeToLive: UInt32)
  /// A response code (RFC 1035 §4.1.1) and nothing else.
  case code(UInt8)
  /// Bytes that aren't a response.
  case garbage
  /// Nothing at all.
  case silence
}

/// A name server on a free UDP port of 127.0.0.1 that answers as a script says.
///
/// It stops when it goes.
package final class NameServer: Sendable {
  /// Where it listens.
  package let port: UInt16
  private let descriptor: Int32
  private let counts = Counter()

  /// Questions of type A so far.
  package var questions: Int { counts.value }

  /// Listens on a free port; `script` gets the name asked for, in lower case, without a final dot.
  package convenience init(_ script: @escaping @Sendable (_ name: String) -> NameAnswer) {
    self.init(families: { name, _ in script(name) })
  }

  /// Listens on a free port; `script` also gets whether the question is of type AAAA.
  package init(
    families script: @escaping @Sendable (_ name: String, _ isIPv6: Bool) -> NameAnswer
  ) {
    descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    precondition(descriptor >= 0, "a test needs a socket")
    port = bindToLoopback(descriptor)
    let (descriptor, counts) = (descriptor, counts)
    onThread {
      var datagram = [UInt8](repeating: 0, count: 1_500)
      while true {
        var peer = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let count = unsafe withUnsafeMutablePointer(to: &peer) { pointer in
          unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
            unsafe recvfrom(descriptor, &datagram, datagram.count, 0, generic, &size)
          }
        }
        if count <= 0 { break }
        let query = Array(datagram.prefix(count))
        guard let reply = reply(to: query, counts, script) else { continue }
        _ = unsafe withUnsafePointer(to: &peer) { pointer in
          unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
            unsafe sendto(descriptor, reply, reply.count, 0, generic, size)
          }
        }
      }
      close(descriptor)
    }
  }

  deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

private func reply(
  to query: [UInt8],
  _ counts: Counter,
  _ script: (String, Bool) -> NameAnswer
) -> [UInt8]? {
  var labels: [String] = []
  var at = 12
  while at < query.count, query[at] != 0 {
    let end = at + 1 + Int(query[at])
    guard end < query.count else { return nil }
    labels.append(String(decoding: query[(at + 1)..<end], as: UTF8.self))
    at = end
  }
  guard at + 5 <= query.count else { return nil }
  let type = query[at + 2]
  if type == 1 { counts.add() }
  let question = Array(query[12..<(at + 5)])
  func response(_ code: UInt8, _ answers: [[UInt8]]) -> [UInt8] {
    query[0..<2] + [0x81, 0x80 | code, 0, 1, 0, UInt8(answers.count), 0, 0, 0, 0] + question
      + answers.flatMap { $0 }
  }
  switch script(labels.joined(separator: ".").lowercased(), type == 28) {
  case .silence: return nil
  case .garbage: return [1, 2, 3]
  case .code(let code): return response(code, [])
  case .addresses(let addresses, let seconds):
    let ttl = (0..<4).map { UInt8(truncatingIfNeeded: seconds >> (24 - 8 * $0)) }
    let own = addresses.filter { $0.count == (type == 1 ? 4 : type == 28 ? 16 : 0) }
    return response(0, own.map { [0xC0, 12, 0, type, 0, 1] + ttl + [0, UInt8($0.count)] + $0 })
  }
}
