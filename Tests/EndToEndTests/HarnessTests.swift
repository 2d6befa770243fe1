import Glibc
import Testing

/// The harness itself: a harness that sees nothing would let every test pass.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct HarnessTests {
  @Test func `a program's streams and exit code are seen`() throws {
    let script = "echo out; echo err >&2; exit 3"
    let result = try CommandResult("/bin/sh", ["-c", script])
    #expect(result.ending == .exit(3))
    #expect(result.output == "out\n")
    #expect(result.errors == "err\n")
  }

  @Test func `a signal that ends a program is seen, and its group goes with it`() throws {
    let scratch = Scratch()
    var program: RunningProgram? = try RunningProgram(
      "/bin/sh",
      ["-c", "sleep 300 & echo started; wait"],
      log: scratch.file("program")
    )
    let group = try #require(program?.processID)
    #expect(program?.line(containing: "started") != nil)
    #expect(program?.line(containing: "never", within: .milliseconds(100)) == nil)
    program?.signal(SIGKILL)
    #expect(program?.end() == .signal(SIGKILL))
    #expect(kill(-group, 0) == 0, "the child is still there")
    program = nil
    #expect(eventually { kill(-group, 0) == -1 })
  }

  @Test func `a test that waits has a thread of its own`() async {
    #expect(BlockingTrait.isOnOwnThread)
    await Task.yield()
    #expect(BlockingTrait.isOnOwnThread)
  }

  @Test func `JSON of the journal and of reports is read`() throws {
    let json = try JSON(#"{"a": "1", "b": [1, null, true], "c": {"d": -2}}"#)
    #expect(json["a"]?.text == "1")
    #expect(json["b"]?.list == [.number(1), .null, .bool(true)])
    #expect(json["c"]?["d"]?.number == -2)
    #expect(json["x"] == nil)
  }

  @Test(.needsJournal) func `an entry that is sent to the journal is read back`() throws {
    let journal = try JournalNamespace()
    #expect(try journal.entries().isEmpty)
    let script = "printf 'MESSAGE=hello\\nSYSLOG_IDENTIFIER=constatd\\nCONSTAT_EVENT=a.b\\n'"
    let command = journal.prefix + ["/bin/sh", "-c", script + " | logger --journald"]
    let sent = try CommandResult(command[0], Array(command.dropFirst()))
    #expect(sent.ending == .exit(0), "\(sent.errors)")
    let entry = try #require(try journal.entries(with: "a.b", within: .seconds(10)).first)
    #expect(entry["MESSAGE"] == "hello")
  }
}
