import Chronology
package import Posix
import Sampling
import StoreFormat

/// The file `STORE`: written once, so that files of two stores are never mixed up.
struct StoreIdentity: Hashable, Sendable {
  static let name = "STORE"

  /// 16 random bytes.
  let id: [UInt8]

  /// Reads the file, or writes it into a new store.
  ///
  /// - Throws: What ``find(on:)`` does, and `failed`.
  static func establish(on disk: any Disk, _ clock: StoreClock) throws(StoreError) -> StoreIdentity
  {
    if let found = try find(on: disk) { return found }
    let identity = StoreIdentity(id: randomIdentity())
    try identity.write(on: disk, clock.now())
    return identity
  }

  /// Reads the file; nil where there is none because there is no store yet.
  ///
  /// - Throws: `newerFormat`; `unreadable`, also where a log or a ledger lies without the file that
  ///   tells whose it is; `failed`.
  static func find(on disk: any Disk) throws(StoreError) -> StoreIdentity? {
    let text: String
    do throws(Errno) {
      let file = try disk.open(name, in: .root)
      text = String(decoding: try file.read(4_096, at: 0), as: UTF8.self)
    } catch {
      guard error == .noSuchFile else { throw .failed("read \(name)", error) }
      guard try hasRecord(disk) else { return nil }
      throw .unreadable(file: name)
    }
    return try read(text)
  }

  private static func hasRecord(_ disk: any Disk) throws(StoreError) -> Bool {
    do throws(Errno) {
      if try disk.names(in: .log).contains(where: { LogName.number(of: $0) != nil }) { return true }
      return try disk.names(in: .ledger).contains { $0.hasSuffix(".led") }
    } catch {
      throw .failed("list the log", error)
    }
  }

  static func read(_ text: String) throws(StoreError) -> StoreIdentity {
    let lines = text.split(separator: "\n")
    guard let format = lines.first, format.hasPrefix("format=") else {
      throw .unreadable(file: name)
    }
    if format != "format=1" { throw .newerFormat(file: name, .newer("format")) }
    guard let line = lines.first(where: { $0.hasPrefix("store=") }),
      let id = Hexadecimal.bytes(line.dropFirst(6)), id.count == 16
    else { throw .unreadable(file: name) }
    return StoreIdentity(id: id)
  }

  private func write(on disk: any Disk, _ now: Instant) throws(StoreError) {
    let text = StoreIdentity.text(id, created: now.nanoseconds)
    let temporary = LogName.temporaryPrefix + StoreIdentity.name
    do throws(Errno) {
      try? disk.remove(temporary, in: .root)
      let file = try disk.create(temporary, in: .root)
      try file.writeAll(Array(text.utf8), at: 0)
      try file.synchronize()
      try disk.rename(temporary, to: StoreIdentity.name, in: .root)
      try disk.synchronize(.root)
    } catch {
      throw .failed("write \(StoreIdentity.name)", error)
    }
  }

  /// The file's text.
  ///
  /// - Parameter isChecked: Whether its last line ends with the checksum of what stands before, as the
  ///   first stores' doesn't: no shorter text may pose as one of theirs.
  private static func text(_ id: [UInt8], created: Int64, isChecked: Bool = true) -> String {
    let text = "format=1\nstore=\(Hexadecimal.text(id))\ncreated=\(created)"
    if !isChecked { return text + "\n" }
    let checksum = LogName.hexadecimal(UInt64(CRC32C.of(Array(text.utf8)))).suffix(8)
    return text + " crc32c=\(checksum)\n"
  }

  /// Whether the bytes of a `STORE` are those that were written for a store, as far as they tell.
  static func isAsWritten(_ bytes: [UInt8], for id: [UInt8]) -> Bool {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard lines.count >= 3, lines[2].hasPrefix("created="),
      let created = Int64(lines[2].dropFirst(8).prefix { $0 != " " })
    else { return false }
    return [true, false].contains { isChecked in
      Array(text(id, created: created, isChecked: isChecked).utf8) == bytes
    }
  }

  /// 128 bits of the system's random numbers.
  static func randomIdentity() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// Which boot this is; zeros where the kernel doesn't say.
  static func bootIdentity() -> [UInt8] {
    guard
      let file = try? FileHandle(opening: "/proc/sys/kernel/random/boot_id", .readOnly),
      let bytes = try? file.read(upTo: 64)
    else { return [UInt8](repeating: 0, count: 16) }
    let digits = bytes.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "\n") }
    guard let boot = Hexadecimal.bytes(String(decoding: digits, as: UTF8.self)), boot.count == 16
    else { return [UInt8](repeating: 0, count: 16) }
    return boot
  }
}

extension Disk {
  /// The store's identity, 16 bytes, as its `STORE` says.
  package func identity() throws(StoreError) -> [UInt8] {
    guard let found = try StoreIdentity.find(on: self) else {
      throw .unreadable(file: StoreIdentity.name)
    }
    return found.id
  }

  /// Whether the file `STORE` is, byte for byte, what was written for the store of an identity.
  package func hasOwnIdentityFile(_ id: [UInt8]) throws(StoreError) -> Bool {
    do throws(Errno) {
      let bytes = try open(StoreIdentity.name, in: .root).read(4_097, at: 0)
      return StoreIdentity.isAsWritten(bytes, for: id)
    } catch {
      throw .failed("read \(StoreIdentity.name)", error)
    }
  }
}

extension DiskFile {
  /// Writes all bytes.
  ///
  /// - Throws: ENOSPC also when a write takes no byte.
  package func writeAll(_ bytes: [UInt8], at offset: Int64) throws(Errno) {
    var done = 0
    while done < bytes.count {
      let count = try write(bytes, done..<bytes.count, at: offset + Int64(done))
      if count == 0 { throw Errno.noSpace }
      done += count
    }
  }
}
