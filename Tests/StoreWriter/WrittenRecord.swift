import Archive
import Chronology
import Sampling
import Storage
import StoreFormat

/// What the writer's record holds, and whether that is what was said.
struct WrittenRecord {
  static let start = Instant(seconds: 1_773_446_400)

  /// How many samples and events there were before the last one's end, and when that was.
  private(set) var samples = 0
  private(set) var events = 0
  private(set) var lastTime = start
  /// After which commit time how many samples there were.
  private(set) var ages: [(time: Instant, samples: Int)] = []
  private var numbers: [Int] = []
  private var damages: [Damage] = []
  private var losses: [Loss] = []

  /// Reads a store; nothing where there is none.
  init(ofStore path: String) throws {
    if let disk = try WrittenRecord.disk(path) { try read(disk) }
  }

  /// Reads a disk.
  init(_ disk: any Disk) throws {
    try read(disk)
  }

  private static func disk(_ path: String) throws -> PosixDisk? {
    do {
      return try PosixDisk.reading(path)
    } catch {
      if case StoreError.noStore = error { return nil }
      throw error
    }
  }

  private mutating func read(_ disk: any Disk) throws {
    var reader = try RecordReader(disk)
    while let item = try reader.next() {
      switch item {
      case .damage(let damage): damages.append(damage)
      case .samples(let found): numbers += found.map(WrittenRecord.number)
      case .group(let group):
        for record in group.records { take(record, at: group.time) }
      }
    }
    lastTime = max(lastTime, reader.lastTime)
    numbers.sort()
  }

  private mutating func take(_ record: Record, at time: Instant) {
    switch record {
    case .sample(let sample): numbers.append(WrittenRecord.number(sample))
    case .loss(let loss): losses.append(loss)
    case .sent(let text):
      guard let event = WrittenRecord.event(text) else { return }
      events = max(events, event.number + 1)
      samples = max(samples, event.samples)
      ages.append((time, event.samples))
    default: break
    }
  }

  /// What is wrong with it; nil if nothing is.
  ///
  /// - Parameters:
  ///   - samples: How many samples were said to be durable; so with events.
  ///   - expiring: How many of the first ones were said to expire.
  func fault(after samples: Int, events: Int, expiring: Int) -> String? {
    if !damages.isEmpty { return "is damaged: \(damages)" }
    if !losses.isEmpty { return "has lost something: \(losses)" }
    if self.events < events { return "has \(self.events) of \(events) events" }
    guard let first = numbers.first, let last = numbers.last else {
      return samples <= expiring ? nil : "has none of \(samples) samples"
    }
    if numbers != Array(first...last) {
      return "has samples twice, or not all, from \(first) to \(last): \(numbers.count)"
    }
    if first > expiring { return "begins with sample \(first), and \(expiring) may have expired" }
    if last + 1 < samples { return "has \(last + 1) of \(samples) samples" }
    // Samples are committed together with the event that counts them, or before it.
    return last + 1 < self.samples
      ? "has \(last + 1) of the \(self.samples) samples it counts" : nil
  }

  private static func number(_ sample: Sample) -> Int {
    let number = Int((sample.due - start).nanoseconds / 100_000_000)
    // What is not as it was written is no sample of ours.
    return sample == WrittenRecord.sample(number) ? number : -1
  }

  /// The number in an event, and how many samples there were with it.
  static func event(_ text: String) -> (number: Int, samples: Int)? {
    let parts = text.split(separator: "/")
    guard parts.count == 3, parts[0] == "event", let number = Int(parts[1]),
      let samples = Int(parts[2])
    else { return nil }
    return (number, samples)
  }

  /// The n-th sample: its number can be read from when it was due.
  static func sample(_ number: Int) -> Sample {
    let due = start + .milliseconds(Int64(number) * 100)
    return Sample(
      series: SeriesID(number: 0),
      due: due,
      start: due + .microseconds(37),
      outcome: number % 7 == 0 ? .down : .up,
      cause: number % 7 == 0 ? .connectTimeout : nil,
      phases: Phases(resolve: 3, connect: UInt32(100 + number % 100), wait: 2_000),
      status: 200,
      bytes: UInt32(number % 10_000)
    )
  }

  static let definition: CheckDefinition = {
    guard let id = CheckID("front") else { preconditionFailure("front is a check's name") }
    return CheckDefinition(
      id: id,
      method: "tcp",
      target: "192.0.2.1:80",
      interval: .seconds(10),
      timeout: .seconds(2),
      confirmation: Confirmation(),
      rules: ""
    )
  }()
}
