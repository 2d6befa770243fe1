import Archive
import Chronology
import Crypto
import Execution
import Posix
import Sampling
import Storage
import StoreFormat

/// What a whole store takes: a part each run, in a process of its own, as memory is measured too.
enum StoreFigures {
  /// How many checks the store has.
  static let checks = 10_000
  static let start = Instant(seconds: 1_773_446_400)

  /// Runs a part: `recovery`, `commit`, `steady`, `fill`, `seal` or `verify`.
  static func run(_ part: String, in folder: String) throws {
    switch part {
    case "recovery":
      try fill(folder, limit: 64 << 20)
      try recover(folder)
    case "commit": try commit(folder)
    case "steady": try steady(folder)
    case "fill": try fill(folder, limit: 16 << 20, files: 5)
    case "seal": try seal(folder)
    case "verify": try verify(folder)
    default: print("there is no part \(part)")
    }
  }

  /// A sample of a check in a round of all checks, with numbers like those of a web server.
  static func sample(_ check: Int, _ round: Int) -> Sample {
    let due = start + .seconds(Int64(round) * 30) + .milliseconds(Int64(check) * 3)
    let noise = UInt32(truncatingIfNeeded: (check &* 2_654_435_761 &+ round &* 40_503) >> 7)
    return Sample(
      series: SeriesID(number: UInt32(check)),
      due: due,
      start: due + .microseconds(Int64(noise % 900)),
      outcome: .up,
      phases: Phases(
        resolve: 300 + noise % 97,
        connect: 21_000 + noise % 1_500,
        secure: 23_000 + noise % 3_000,
        wait: 60_000 + noise % 20_000,
        transfer: 400 + noise % 200
      ),
      status: 200,
      address: NetworkAddress(bytes: [192, 0, 2, UInt8(check % 200)]),
      bytes: 5_120 + noise % 64
    )
  }

  private static func definitions() -> [CheckDefinition] {
    (0..<checks).compactMap { number in
      CheckID("check-\(number)").map { id in
        CheckDefinition(
          id: id,
          method: "http",
          target: "https://host-\(number).example/status",
          interval: .seconds(30),
          timeout: .seconds(10),
          confirmation: Confirmation(),
          rules: "status 200-299\n"
        )
      }
    }
  }

  private static func open(
    _ folder: String,
    _ settings: StoreSettings,
    at time: Instant = start
  ) throws -> Store {
    try Store.open(
      folder,
      settings,
      clock: StoreClock(now: { time }, bootTime: { SystemClocks.boottime() }),
      observer: Store.Observer(committed: { _ in })
    )
  }

  /// Writes files of the log until there are enough; the last one is left as it is.
  private static func fill(_ folder: String, limit: Int64, files: UInt64 = 1) throws {
    var settings = StoreSettings()
    settings.fileLimit = limit
    settings.steadyInterval = .days(36_500)
    let store = try open(folder, settings)
    _ = try on(store) { store throws(StoreError) in try store.define(definitions()) }
    let disk = try PosixDisk.reading(folder)
    var round = 0
    while true {
      store.append((0..<checks).map { .sample(sample($0, round)) })
      on(store) { _ = $0.flush() }
      round += 1
      let logs = try disk.names(in: .log).filter { $0.hasSuffix(".log") }
      let size = try logs.last.map { try disk.open($0, in: .log).size() } ?? 0
      if logs.count > files || (logs.count == files && size > limit - 600_000) { break }
    }
    print("\(round * checks) samples of \(checks) checks were written")
  }
}

extension StoreFigures {
  private static func seconds(_ nanoseconds: Int64) -> String {
    let milliseconds = (nanoseconds + 500_000) / 1_000_000
    return "\(milliseconds / 1_000).\(String(String(1_000 + milliseconds % 1_000).dropFirst())) s"
  }

  /// A line of `/proc/self/status`.
  static func memory(_ name: String) throws -> String {
    let file = try FileHandle(opening: "/proc/self/status", .readOnly)
    let text = String(decoding: try file.read(upTo: 8_192), as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
    return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().joined(
      separator: " "
    )
  }

  private static func recover(_ folder: String) throws {
    let names = try PosixDisk.reading(folder).names(in: .log)
    var best = Int64.max
    for _ in 0..<3 {
      let before = SystemClocks.monotonic()
      let store = try open(folder, StoreSettings())
      best = min(best, SystemClocks.monotonic() - before)
      if store.recovery.lastCommit == 0 { print("nothing was recovered") }
    }
    print("recovery of \(names.count) log file of 64 MiB, best of 3: \(seconds(best))")
  }

  private static func commit(_ folder: String) throws {
    var settings = StoreSettings.daemon
    settings.steadyInterval = .days(36_500)
    for isFilled in [true, false] {
      settings.reserveCount = isFilled ? 4 : 0
      let store = try open("\(folder)-\(isFilled)", settings)
      on(store) { _ = $0.flush() }
      store.append([.sent("begun")])
      on(store) { _ = $0.flush() }
      if isFilled { for _ in 0..<70 { on(store) { $0.fillReserve() } } }
      var times: [Int64] = []
      for number in 0..<2_000 {
        store.append((0..<20).map { .sample(sample($0, number)) })
        let before = SystemClocks.monotonic()
        on(store) { _ = $0.flush() }
        times.append(SystemClocks.monotonic() - before)
      }
      times.sort()
      print(
        "2,000 commits of 20 samples, \(isFilled ? "files filled ahead" : "files that grow"): median"
          + " \(times[1_000] / 1_000) µs, p99 \(times[1_980] / 1_000) µs, longest"
          + " \(times[1_999] / 1_000) µs"
      )
    }
  }

  private static func steady(_ folder: String) throws {
    let store = try open(folder, .daemon)
    // The reserve first: filling it belongs to the start.
    store.append([.sent("begun")])
    on(store) { _ = $0.flush() }
    for _ in 0..<70 { on(store) { $0.fillReserve() } }
    let cpu = SystemClocks.processor()
    let before = SystemClocks.monotonic()
    var number = 0
    while SystemClocks.monotonic() - before < 30_000_000_000 {
      store.append((0..<33).map { .sample(sample((number * 33 + $0) % checks, number / 300)) })
      number += 1
      Thread.pause(nanoseconds: 99_000_000)
    }
    let used = SystemClocks.processor() - cpu
    let elapsed = SystemClocks.monotonic() - before
    let perMille = used * 10_000 / elapsed
    print(
      "\(Int64(number) * 33 * 1_000_000_000 / elapsed) samples a second for \(seconds(elapsed)):"
        + " \(perMille / 100).\(perMille % 100 < 10 ? "0" : "")\(perMille % 100) % of a core"
    )
  }

  private static func seal(_ folder: String) throws {
    let store = try open(folder, StoreSettings(), at: start + .hours(2))
    let opened = try memory("VmHWM")
    let archivist = try Archivist(
      of: store.recovery.store,
      on: store.disk,
      signer: try CheckpointSigner(
        try SigningKey(seed: [UInt8](1...32)),
        origin: CheckpointSigner.origin(of: store.recovery.store)
      ),
      now: { start + .hours(2) },
      observer: Archivist.Observer(
        record: { records in
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { outcome in if case .failure(let error) = outcome { print("failed: \(error)") } }
      )
    )
    let before = SystemClocks.monotonic()
    on(store) { _ = $0.close() }
    let isSealed = on(archivist) { $0.finish() }
    print(
      "sealing: \(seconds(SystemClocks.monotonic() - before)), all sealed: \(isSealed); resident at"
        + " the most \(opened) after recovery, \(try memory("VmHWM")) after sealing, of \(checks)"
        + " checks"
    )
  }

  /// Five times, as one alone tells of the machine's moment.
  private static func verify(_ folder: String) throws {
    let disk = try PosixDisk.reading(folder)
    var rates: [Int64] = []
    for _ in 0..<5 {
      let before = SystemClocks.processor()
      let result = try StoreVerifier.run(on: disk, of: try disk.identity())
      let elapsed = SystemClocks.processor() - before
      rates.append(Int64(result.samples) * 100_000 / elapsed)
      if !result.isProved { print("not proved: \(result)") }
      if rates.count == 5 {
        let mean = rates.reduce(0, +) / 5
        print(
          "verify: \(result.samples) samples, million a second of a core, five times: best"
            + " \(hundredths(rates.max() ?? 0)), mean \(hundredths(mean)), least"
            + " \(hundredths(rates.min() ?? 0))"
        )
      }
    }
  }

  private static func hundredths(_ number: Int64) -> String {
    "\(number / 100).\(String(100 + number % 100).dropFirst())"
  }
}
