import Glibc
import Testing

/// What `make run` shows, with the programs of this build.
@Suite(.blocking, .timeLimit(.minutes(5)))
struct DemonstrationTests {
  private static let words = [
    "incident opened", "incident resolved", "objective at risk", "objective breached",
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

  /// Ends it as a terminal or a service manager would, and holds it to leaving nothing behind.
  private func stop(_ run: RunningProgram) {
    run.signal(SIGTERM)
    #expect(run.end() == .exit(0), "\(run.output)\n\(run.errors)")
    // The group is empty when no process is left in it.
    #expect(eventually(within: .seconds(10)) { kill(-run.processID, 0) == -1 && errno == ESRCH })
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
    stop(first)
    let report = try samples(scratch)
    #expect(report > 20)

    let second = try start(scratch, 2)
    let more = eventually { ((try? samples(scratch)) ?? 0) > report }
    #expect(more, "\(second.output)\n\(second.errors)")
    stop(second)
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
