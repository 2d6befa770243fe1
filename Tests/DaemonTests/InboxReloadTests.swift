import ConfigFile
import Importing
import Posix
import TestKit
import Testing

@testable import Daemon

@Suite struct InboxReloadTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func answer(to request: String, _ outcome: ReloadOutcome) throws -> InboxAnswer? {
    let path = try scratch.write(request, to: "request")
    let file = try FileHandle(opening: path, .readOnly)
    return InboxReload { outcome }.answer(to: file, named: "1-2")
  }

  @Test func `a reload is answered by what came of it`() throws {
    let words = "daemon reloaded: 1 check added, 0 removed, 0 changed, 1 as before"
    let followed = try answer(to: "reload 1\n", .followed(words))
    #expect(followed == InboxAnswer(0, words))
    let refused = try answer(to: "reload 1\n", .refused("a.yaml:1:1: error: no\n", .configuration))
    #expect(refused?.status == 78)
    #expect(refused?.text.contains("goes on with the one before:\na.yaml:1:1: error: no") == true)
  }

  @Test func `another request is left to others, and a longer one refused`() throws {
    #expect(try answer(to: "annotate 1 00\n", .followed("")) == nil)
    #expect(try answer(to: "reload 1\nreload 1\n", .followed(""))?.status == 65)
  }

  @Test func `of a bad file every mistake is told, of a good one why it can't be followed`() throws
  {
    let path = try scratch.write("vantage: No Good\nstoer: x\nchecks: 7\n", to: "constatd.yaml")
    let bad = DaemonProgram.load(try DaemonOptions(["--config", path]))
    let failure = Failure(message: "the first, and 2 more", status: .configuration)
    let text = ReloadOutcome.refusal(of: bad, failure).answer.text
    #expect(text.contains("constatd.yaml:1:10: error: "), "\(text)")
    #expect(text.contains("constatd.yaml:2:1: error: unknown key 'stoer'"), "\(text)")
    let good = ConfigReading(
      configuration: Configuration(
        vantage: "here",
        store: "store",
        resolver: .system,
        checks: [],
        agreements: [],
        sha256: "00"
      ),
      store: "store",
      diagnostics: [],
      omitted: 0
    )
    let rest = ReloadOutcome.refusal(of: good, failure).answer.text
    #expect(rest.hasSuffix("before:\nthe first, and 2 more"), "\(rest)")
  }
}
