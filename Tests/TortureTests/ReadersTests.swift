import Archive
import Chronology
import Posix
import StoreTestKit
import TestKit
import Testing

@testable import Storage

/// Readers beside a writer that rolls, seals, merges and deletes.
@Suite(.timeLimit(.minutes(10))) struct ReadersTests {
  private static let readers = 8
  private static let rounds = Torture.isFull ? 40 : 1

  /// What readers and the writer tell each other.
  private struct Shared: Sendable {
    var isOver = false
    var readings = 0
    var faults: [String] = []
  }

  @Test func `eight readers see a whole record at every moment, and never less than before`() throws
  {
    let scratch = try Scratch()
    let path = scratch.file("store")
    let writing = try PosixDisk.writing(path)
    let rehearsal = Rehearsal(on: FaultyDisk(), through: writing, retention: .days(2))
    try rehearsal.open()
    let shared = Lock(Shared())
    let threads = Lock(0)
    for number in 0..<Self.readers {
      threads.withLock { $0 += 1 }
      let isJudge = number.isMultiple(of: 2)
      _ = try Thread(name: "reader-\(number)") {
        Self.read(path, asJudge: isJudge, rehearsal, shared)
        threads.withLock { $0 -= 1 }
      }
    }
    for _ in 0..<Self.rounds {
      let scenarios: [Scenario] = [.merging, .expiring, .restarting, .ledgers]
      for act in scenarios.flatMap(\.acts) {
        // Opening again would have to wait for the lock of this very process.
        if case .kill = act { continue }
        if case .finish = act { continue }
        try rehearsal.perform(act)
      }
    }
    shared.withLock { $0.isOver = true }
    while threads.withLock({ $0 }) > 0 { Thread.pause(nanoseconds: 2_000_000) }
    rehearsal.drop()
    let end = shared.withLock { $0 }
    Torture.say(
      "\(end.readings) readings by \(Self.readers) readers beside \(rehearsal.submitted) records"
    )
    #expect(end.faults.isEmpty)
    #expect(end.readings >= Self.readers)
  }

  /// A log file that does not get its name leaves its number out.
  @Test func `a reader that was behind takes a number that is missing for no damage`() throws {
    var number = 1
    var hasFailed = true
    while hasFailed {
      let plan = FailingDisk.Plan(
        call: .synchronizeFolder,
        number: number,
        times: 1,
        fault: .error(.inputOutput)
      )
      let disk = FailingDisk(FaultyDisk(), plan)
      let rehearsal = Rehearsal(on: disk.state, through: disk)
      do {
        try rehearsal.open()
      } catch {
        try rehearsal.open()
      }
      try rehearsal.perform(.commit(2))
      var reader = try RecordReader(disk.state)
      var found = try gather { try reader.next() }
      for act in [
        Act.pass(.hours(1)), .commit(3), .commit(1), .pass(.hours(1)), .commit(2), .commit(1),
      ] {
        try rehearsal.perform(act)
      }
      for _ in 0..<6 { try rehearsal.perform(.seal) }
      let later = try gather { try reader.next() }
      found = (found.records + later.records, found.damages + later.damages)
      #expect(found.damages.isEmpty, "synchronization \(number)")
      let numbers = found.records.compactMap(\.sample).map { StateCheck.number($0) }
      #expect(numbers.sorted() == Array(0..<9), "synchronization \(number)")
      hasFailed = disk.hasFailed
      number += 1
    }
    #expect(number > 10)
  }

  /// - Parameter asJudge: Whether it reads day by day and check by check, as who judges does.
  private static func read(
    _ path: String,
    asJudge: Bool,
    _ rehearsal: Rehearsal,
    _ shared: Lock<Shared>
  ) {
    while !shared.withLock({ $0.isOver }) {
      let before = rehearsal.promises[rehearsal.promises.count - 1]
      var fault: String?
      do {
        let disk = try PosixDisk.reading(path)
        let found = asJudge ? try Findings(history: disk) : try Findings(disk)
        let after = rehearsal.promises[rehearsal.promises.count - 1]
        fault = Self.fault(found, before, after)
      } catch {
        fault = "fails: \(error)"
      }
      shared.withLock { shared in
        shared.readings += 1
        if let fault, shared.faults.count < 5 { shared.faults.append(fault) }
      }
    }
  }

  /// What is wrong with a reading.
  ///
  /// What expired while it went on may be missing, and what was written meanwhile may be there.
  private static func fault(_ found: Findings, _ before: Promise, _ after: Promise) -> String? {
    if !found.damages.isEmpty { return "damaged: \(found.damages)" }
    if !found.losses.isEmpty { return "lost: \(found.losses)" }
    let numbers = found.samples.map { StateCheck.number($0) }
    if found.samples != numbers.map(sample) { return "invented samples" }
    if Set(numbers).count != numbers.count { return "samples twice" }
    let missing = Set(min(after.expirable, before.samples)..<before.samples).subtracting(numbers)
    if !missing.isEmpty { return "samples \(missing.sorted()) are missing: \(before), \(after)" }
    if found.events != (0..<found.events.count).map(Rehearsal.said)
      || found.events.count < before.events
    {
      return "events \(found.events), and \(before.events) were acknowledged"
    }
    return nil
  }
}
