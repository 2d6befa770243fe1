import TestKit
import Testing

@Suite struct VerifyBundleTests {
  private let key = "a+921226f6+AQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJ"

  @Test(arguments: ["\u{1B}[31mred", "a\u{9B}31m", "\u{202E}lave"])
  func `a file's name is told without what a terminal would obey`(name: String) throws {
    let scratch = try Scratch()
    let path = try scratch.write("constat-evidence 1\n", to: name)
    let run = try ConsoleRun(["verify", "--bundle", path, "--key", key])
    #expect(run.status == 1, "\(run.all)")
    #expect(run.output.hasSuffix(": NOT proved\n"))
    let told = run.all.unicodeScalars
    #expect(!told.contains { $0 == "\u{1B}" || $0 == "\u{9B}" || $0 == "\u{202E}" })
  }

  @Test func `what isn't a bundle is not read to its end, which may never come`() throws {
    let run = try ConsoleRun(
      ["verify", "--bundle", "/dev/zero", "--key", key],
      prefix: "timeout 60"
    )
    #expect(run.status == 1, "\(run.all)")
    #expect(run.output.contains("refused line 1 form: a line is longer than 8 MiB"))
  }
}
