import Sampling
import Testing

@testable import Daemon

@Suite struct DaemonOptionsTests {
  @Test func `the default is to measure by the installed configuration`() throws {
    let options = try DaemonOptions([])
    #expect(options.mode == .measure)
    #expect(options.config == "/etc/constat/constatd.yaml")
    #expect(options.store == nil)
    #expect(!options.isForeground)
  }

  @Test(arguments: [
    ["--config", "a.yaml", "--store", "s", "--foreground"],
    ["--config=a.yaml", "--store=s", "--foreground"],
    ["--foreground", "--store=s", "--config", "a.yaml"],
  ])
  func `a value may follow or be attached`(arguments: [String]) throws {
    let options = try DaemonOptions(arguments)
    #expect(options.config == "a.yaml")
    #expect(options.store == "s")
    #expect(options.isForeground)
  }

  @Test(arguments: [
    (["--check"], DaemonOptions.Mode.check), (["--version"], .version), (["-h"], .help),
  ])
  func `a flag sets the mode`(arguments: [String], mode: DaemonOptions.Mode) throws {
    #expect(try DaemonOptions(arguments).mode == mode)
  }

  @Test(arguments: [
    ["--config"], ["--config="], ["--unknown\u{1B}[31m"], ["file.yaml"], ["--check=yes"],
    ["--foreground=1"],
    ["--store", "s\u{1B}[31m"], ["--config=c\n.yaml"],
  ])
  func `what makes no sense is refused`(arguments: [String]) {
    let mistake = #expect(throws: DaemonOptions.Mistake.self) { try DaemonOptions(arguments) }
    #expect(mistake?.message == mistake?.message.harmless)
  }
}
