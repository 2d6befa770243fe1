import Archive
import Glibc
import Posix
import TestKit

@testable import Storage
@testable import StoreWriter

/// `StoreWriter` on a store, killed again and again.
struct KilledWriter {
  /// What was said before a kill.
  struct Told: Sendable {
    var samples = 0
    var events = 0
    var expiring = 0
    var failures: [String] = []

    mutating func take(_ output: String) {
      // A line that the kill cut off was not said.
      for line in output.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        let words = line.split(separator: " ")
        let numbers = words.dropFirst().compactMap { Int($0) }
        switch words.first {
        case "durable" where numbers.count == 2:
          samples = max(samples, numbers[0])
          events = max(events, numbers[1])
        case "expiring" where numbers.count == 1: expiring = max(expiring, numbers[0])
        default: failures.append(String(line))
        }
      }
    }
  }

  /// How long a life may take until something expires, in nanoseconds: a minute.
  private static let patience: Int64 = 60_000_000_000

  private let scratch: Scratch
  private let path: String
  private let random: Lock<SplitMix64>
  private(set) var told = Told()
  /// What the files of all lives have shown: how many of each kind there ever were.
  private(set) var lastLog: UInt64 = 0

  init(seed: UInt64) throws {
    scratch = try Scratch()
    path = scratch.file("store")
    random = Lock(SplitMix64(seed: seed))
  }

  private func draw(_ range: Range<Int64>) -> Int64 {
    random.withLock { Int64.random(in: range, using: &$0) }
  }

  /// One life and its end.
  ///
  /// - Parameter expiring: Whether it lives until it has said that something more expires, for
  ///   ``patience`` at most: what is deleted then is deleted while it is killed.
  mutating func kill(expiring: Bool = false) throws {
    let seed = draw(0..<1 << 40)
    let writer = try ChildProcess(
      KilledWriter.program,
      [path, "\(seed)"],
      output: scratch.file("said")
    )
    if expiring { try waitForExpiry() }
    // The first milliseconds of a life are its start and recovery: they are hit as well.
    Thread.pause(nanoseconds: draw(0..<200_000_000))
    writer.send(SIGKILL)
    let ending = writer.wait(within: .seconds(20))
    told.take(String(decoding: try scratch.read("said"), as: UTF8.self))
    if ending != 128 + SIGKILL { told.failures.append("it ended with \(ending ?? -1)") }
  }

  private func waitForExpiry() throws {
    let end = SystemClocks.monotonic() + KilledWriter.patience
    while SystemClocks.monotonic() < end {
      var now = Told()
      now.take(String(decoding: try scratch.read("said"), as: UTF8.self))
      if now.expiring > told.expiring || !now.failures.isEmpty { return }
      Thread.pause(nanoseconds: 5_000_000)
    }
  }

  /// What is wrong with the record now; nil if nothing is.
  mutating func fault(verifying: Bool) -> String? {
    do {
      if !told.failures.isEmpty { return "the writer: \(told.failures)" }
      guard let disk = try disk() else {
        return told.events == 0 ? nil : "is gone"
      }
      lastLog = max(lastLog, try ArchiveListing(disk).lastLog ?? 0)
      let found = try WrittenRecord(disk)
      let fault = found.fault(
        after: told.samples,
        events: told.events,
        expiring: told.expiring
      )
      if fault != nil || !verifying { return fault }
      let result = try StoreVerifier.run(on: disk, of: try disk.identity())
      let bad = result.findings.filter { $0.kind != .unproved }
      return bad.isEmpty ? nil : "is not proved: \(bad)"
    } catch {
      return "can't be read: \(error)"
    }
  }

  /// The store; nil as long as there is none.
  private func disk() throws -> PosixDisk? {
    do {
      return try PosixDisk.reading(path)
    } catch {
      if case StoreError.noStore = error { return nil }
      throw error
    }
  }

  /// The program, beside the tests' own.
  static let program: String = {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let length = unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return 0 }
      return unsafe readlink("/proc/self/exe", start, bytes.count)
    }
    let own = String(decoding: buffer.prefix(max(0, length)), as: UTF8.self)
    return own.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
      + "/StoreWriter"
  }()
}
