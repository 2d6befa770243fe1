import Posix
import Sampling

/// The names of `/etc/hosts` (hosts(5)), read again when the file has changed.
///
/// Bounded: of a longer file the first MiB counts. An unreadable or missing file has no names.
struct HostsFile {
  /// Bytes of the file that are read at most.
  static let sizeLimit = 1 << 20
  /// How often the file is looked at, at most: once in this many nanoseconds.
  static let patience: Int64 = 1_000_000_000

  private let path: String
  private var seen: FileStatus?
  private var lookedAt = Int64.min
  private var names: [String: [NetworkAddress]] = [:]

  init(path: String) { self.path = path }

  /// The addresses of a name in lower case, in the file's order; empty when it isn't there.
  ///
  /// `localhost` is 127.0.0.1 even without a file (RFC 6761 §6.3).
  ///
  /// - Parameter now: Monotonic nanoseconds.
  mutating func addresses(of name: String, now: Int64) -> [NetworkAddress] {
    if lookedAt == .min || now - lookedAt >= HostsFile.patience {
      lookedAt = now
      refresh()
    }
    if let found = names[name] { return found }
    guard name == "localhost", let loopback = NetworkAddress(bytes: [127, 0, 0, 1]) else {
      return []
    }
    return [loopback]
  }

  private mutating func refresh() {
    do throws(Errno) {
      let file = try FileHandle(opening: path, .readOnly)
      let status = try file.status()
      if status == seen { return }
      let bytes = try file.read(upTo: HostsFile.sizeLimit)
      names = HostsFile.parse(bytes)
      seen = status
    } catch {
      names = [:]
      seen = nil
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
