import Archive
import Chronology
import Posix
import Sampling
import StoreFormat
import StoreTestKit

@testable import Storage

/// What a reader finds in a store.
struct Findings: Hashable, Sendable {
  var samples: [Sample] = []
  var events: [String] = []
  var losses: [Loss] = []
  var damages: [Damage] = []

  /// Reads all that a disk holds, sealed or not.
  init(_ disk: any Disk) throws {
    var reader = try RecordReader(disk)
    while let item = try reader.next() { take(item) }
    samples.sort { $0.due < $1.due }
  }

  /// Reads the same as who judges does, day by day and check by check, and takes no rollup for it.
  init(history disk: any Disk) throws {
    var reader = try HistoryReader(disk)
    while let item = try reader.next() {
      switch item {
      case .item(let item): take(item)
      case .samples(let found): samples += found
      case .run: reader.decline()
      }
    }
    samples.sort { $0.due < $1.due }
  }

  private mutating func take(_ item: StoreItem) {
    switch item {
    case .group(let group):
      if group.flags.contains(.repetition) { return }
      for record in group.records {
        if let sample = record.sample { samples.append(sample) }
        if let event = record.said { events.append(event) }
        if let loss = record.loss { losses.append(loss) }
      }
    case .samples(let found): samples += found
    case .damage(let damage): damages.append(damage)
    }
  }
}

/// Holds one state of a disk against what was promised.
struct StateCheck: Sendable {
  let promise: Promise
  /// How many samples and events were ever handed over.
  let submitted: (sample: Int, event: Int)

  /// What is wrong with a store in this state; nil if nothing is.
  ///
  /// - Parameter goesOn: Whether a store is opened, written and sealed after it, too.
  func fault(_ files: [String: [UInt8]], clock: TestClock, goesOn: Bool) -> String? {
    let disk = FaultyDisk(files)
    do {
      let recovery = try Recovery.run(on: disk, Rehearsal.settings, clock.storeClock)
      if !recovery.damages.isEmpty {
        return "takes for damage what a crash left: \(recovery.damages)"
      }
      var again = try Recovery.run(on: disk, Rehearsal.settings, clock.storeClock)
      again.wasTorn = recovery.wasTorn
      if again != recovery { return "recovers twice differently: \(recovery), then \(again)" }
      let found = try Findings(disk)
      if let fault = fault(found) { return fault }
      return goesOn ? try faultAfterwards(found, disk, clock) : nil
    } catch {
      return "fails: \(error)"
    }
  }

  /// Which one a sample is.
  static func number(_ sample: Sample) -> Int {
    Int((sample.due - midnight).nanoseconds / 100_000_000)
  }

  /// What is wrong with what a reader found.
  func fault(_ found: Findings) -> String? {
    if !found.damages.isEmpty { return "reads as damaged what a crash left: \(found.damages)" }
    if !found.losses.isEmpty { return "records a loss of nothing: \(found.losses)" }
    if let fault = faultOfSamples(found.samples) { return fault }
    if found.events.count < promise.events {
      return "lost events: \(found.events.count) of \(promise.events) that were acknowledged"
    }
    if found.events != (0..<found.events.count).map(Rehearsal.said)
      || found.events.count > submitted.event
    {
      return "invented events: \(found.events)"
    }
    return nil
  }

  private func faultOfSamples(_ found: [Sample]) -> String? {
    guard let first = found.first else {
      return promise.samples <= promise.expirable
        ? nil : "lost all of \(promise.samples) samples that were acknowledged"
    }
    let start = StateCheck.number(first)
    let end = start + found.count
    if found != (start..<end).map(sample) || end > submitted.sample { return "invented samples" }
    if start > promise.expirable {
      return "lost the first \(start) samples, not \(promise.expirable)"
    }
    if end < promise.samples { return "lost samples: \(end) of \(promise.samples)" }
    return nil
  }

  /// Opens the store, writes more, seals all, and reads it again.
  private func faultAfterwards(
    _ found: Findings,
    _ disk: FaultyDisk,
    _ clock: TestClock
  ) throws -> String? {
    let end = found.samples.last.map { StateCheck.number($0) + 1 } ?? promise.samples
    let rehearsal = Rehearsal(on: disk, clock: clock, after: (end, found.events.count))
    try rehearsal.open()
    try rehearsal.perform(.seal)
    try rehearsal.perform(.commit(3))
    let isFinished = try rehearsal.perform(.finish)
    rehearsal.drop()
    if !isFinished {
      return "is not sealed afterwards: \(rehearsal.tally.withLock { $0.failures })"
    }
    let after = try Findings(disk)
    if after.samples != found.samples + (end..<end + 3).map(sample)
      || after.events != found.events + [Rehearsal.said(found.events.count)]
      || !after.damages.isEmpty || !after.losses.isEmpty
    {
      return "doesn't go on after it"
    }
    if disk.files.keys.contains(where: { $0.contains("/.tmp-") }) {
      return "leaves unfinished files"
    }
    guard let store = try StoreIdentity.find(on: disk) else { return "has lost its STORE" }
    let verified = try StoreVerifier.run(on: disk, of: store.id)
    return verified.isProved ? nil : "is not proved: \(verified)"
  }
}
