import Foundation
import Glibc
import Testing

/// What `make run` shows, with the programs of this build.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct DemonstrationTests {
  private static let words = [
    "incident opened", "incident resolved", "objective at risk", "objective breached",
  ]
  /// What, how long, and how much of the budget each of them tells.
  private static let tellings = [
    "incident opened +shop is down since [0-9:]+Z \\([a-z0-9-]+.*\\), down for [0-9.]+ s so far",
    "incident resolved +shop was down for [0-9.]+ s \\([a-z0-9-]+.*\\), [0-9]+ failed samples",
    "objective at risk +shop shop-available: [0-9.]+ s of [0-9.]+ s of the budget spent",
    "objective breached +shop shop-available: [0-9.]+ % instead of 95 % \\(rolling 3 min",
  ]

  private func start(_ scratch: Scratch, _ number: Int) throws -> RunningProgram {
    try RunningProgram(
      "/bin/bash",
      [
        BuiltProducts.repository + "/scripts/demonstration.sh", BuiltProducts.folder,
        scratch.file("state"),
      ],
      log: scratch.file("run-\(number)")
    )
  }

  /// Ends it, and holds it to a closing report and to leaving nothing behind.
  ///
  /// - Parameter target: The program alone, as a service manager does it, or its group, as a terminal
  ///   does it for Ctrl-C.
  private func stop(_ run: RunningProgram, by signal: CInt, to target: pid_t, _ scratch: Scratch) {
    #expect(kill(target, signal) == 0)
    #expect(run.end() == .exit(0), "\(run.output)\n\(run.errors)")
    // The group is empty when no process is left in it.
    #expect(eventually(within: .seconds(10)) { kill(-run.processID, 0) == -1 && errno == ESRCH })
    #expect(run.output.contains("the proof is in \(scratch.file("state/store"))"))
    #expect(run.output.contains("shop-available"), "\(run.output)")
  }

  @Test func `a promise is broken within a minute, and a second run carries on`() throws {
    let scratch = Scratch()
    let first = try start(scratch, 1)
    let isShown = eventually(within: .seconds(60)) {
      Self.words.allSatisfy { first.output.contains($0) } || !first.isRunning
    }
    #expect(isShown)
    for words in Self.words {
      #expect(first.output.contains(words), "\(first.output)\n\(first.errors)")
    }
    for telling in Self.tellings {
      let range = first.output.range(of: telling, options: .regularExpression)
      #expect(range != nil, "\(telling) in \(first.output)")
    }
    stop(first, by: SIGTERM, to: first.processID, scratch)
    let report = try samples(scratch)
    #expect(report > 20)

    let second = try start(scratch, 2)
    let more = eventually { ((try? samples(scratch)) ?? 0) > report }
    #expect(more, "\(second.output)\n\(second.errors)")
    stop(second, by: SIGINT, to: -second.processID, scratch)
  }

  /// The samples of the first objective's check in the demonstration's record.
  private func samples(_ scratch: Scratch) throws -> Int64 {
    let result = try CommandResult(
      BuiltProducts.constat,
      [
        "report", "quickstart", "--format", "json", "--store", scratch.file("state/store"),
        "--config", BuiltProducts.repository + "/config/quickstart.yaml",
      ]
    )
    guard result.ending == .exit(0) else { return 0 }
    return try result.json()["evidence"]?["samples"]?.number ?? 0
  }
}
