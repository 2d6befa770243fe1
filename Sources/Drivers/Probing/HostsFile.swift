import Posix
import Sampling

/// The names of `/etc/hosts` (hosts(5)), read again when the file has changed.
///
/// Bounded: of a longer file the first MiB counts. An unreadable or missing file has no names.
struct HostsFile {
  /// Bytes of the file that are read at most.
  static let sizeLimit = 1 << 20
  private let path: String
  private var file: WatchedFile
  private var names: [String: [NetworkAddress]] = [:]

  init(path: String) {
    self.path = path
    file = WatchedFile(path: path)
    names = HostsFile.read(path)
  }

  /// The addresses of a name in lower case, in the file's order; empty when it isn't there.
  ///
  /// `localhost` is 127.0.0.1 even without a file (RFC 6761 §6.3).
  ///
  /// - Parameter now: Monotonic nanoseconds.
  mutating func addresses(of name: String, now: Int64) -> [NetworkAddress] {
    if file.hasChanged(now: now) { names = HostsFile.read(path) }
    if let found = names[name] { return found }
    guard name == "localhost", let loopback = NetworkAddress(bytes: [127, 0, 0, 1]) else {
      return []
    }
    return [loopback]
  }

  private static func read(_ path: String) -> [String: [NetworkAddress]] {
    do throws(Errno) {
      let file = try FileHandle(opening: path, .readOnly)
      return parse(try file.read(upTo: sizeLimit))
    } catch {
      return [:]
    }
  }

  /// Reads lines of an address and names; what isn't one is passed over, as hosts(5) readers do.
  static func parse(_ bytes: [UInt8]) -> [String: [NetworkAddress]] {
    var names: [String: [NetworkAddress]] = [:]
    for line in bytes.split(separator: 0x0A) {
      let words = line.prefix { $0 != UInt8(ascii: "#") }
        .split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        .map { String(decoding: $0, as: UTF8.self) }
      guard let first = words.first,
        let literal = SocketAddress(first, port: 0),
        let address = NetworkAddress(bytes: literal.bytes)
      else { continue }
      for name in words.dropFirst() { names[name.lowercased(), default: []].append(address) }
    }
    return names
  }
}
