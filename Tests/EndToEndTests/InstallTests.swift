import Foundation
import Glibc
import Testing

/// `make install`: what goes where, and who builds.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct InstallTests {
  private func install(_ binaries: String, _ prefix: String, into scratch: Scratch) throws
    -> CommandResult
  {
    try CommandResult(
      BuiltProducts.repository + "/scripts/install.sh",
      [binaries, scratch.path, prefix]
    )
  }

  @Test func `below /usr the configuration is in /etc, and one that exists is kept`() throws {
    let scratch = Scratch()
    let first = try install(BuiltProducts.folder, "/usr", into: scratch)
    #expect(first.ending == .exit(0) && first.errors.isEmpty, "\(first.errors)")
    for path in ["usr/bin/constat", "usr/lib/sysusers.d/constat.conf"] {
      #expect(scratch.read(path) != nil, "\(path)")
    }
    let unit = try #require(scratch.read("usr/lib/systemd/system/constatd.service"))
    #expect(unit.contains("ExecStart=/usr/bin/constatd --config /etc/constat/constatd.yaml\n"))
    try scratch.write("mine", to: "etc/constat/constatd.yaml")
    let second = try install(BuiltProducts.folder, "/usr", into: scratch)
    #expect(second.ending == .exit(0))
    #expect(second.errors.contains("kept "), "\(second.errors)")
    #expect(scratch.read("etc/constat/constatd.yaml") == "mine")
    #expect(scratch.read("etc/constat/constatd.yaml.example") != nil)
  }

  @Test func `elsewhere the unit names the programs, the configuration and the pages there`() throws
  {
    let scratch = Scratch()
    #expect(try install(BuiltProducts.folder, "/opt/constat", into: scratch).ending == .exit(0))
    let unit = try #require(scratch.read("opt/constat/lib/systemd/system/constatd.service"))
    let config = "/opt/constat/etc/constat/constatd.yaml"
    #expect(unit.contains("ExecStart=/opt/constat/bin/constatd --config \(config)\n"))
    #expect(unit.contains("ExecPaths=/opt/constat/bin/constatd "))
    let page = "/opt/constat/share/doc/constat/README.md"
    #expect(unit.contains("Documentation=man:constatd(8) file:\(page)\n"))
    for path in [config, page] { #expect(scratch.read(String(path.dropFirst())) != nil, "\(path)") }
  }

  @Test(arguments: [
    ("/usr", "journalctl --update-catalog makes the explanations of events known\n"),
    (
      "/opt/constat", "link /opt/constat/lib/systemd/catalog/*.catalog into /usr/local/lib/systemd/"
    ),
  ])
  func `explanations of events are put where it is said how journalctl learns of them`(
    prefix: String,
    words: String
  ) throws {
    let scratch = Scratch()
    let result = try install(BuiltProducts.folder, prefix, into: scratch)
    #expect(result.ending == .exit(0) && result.output.contains(words), "\(result.output)")
    for name in ["constat.catalog", "constat.fr.catalog"] {
      let text = try #require(scratch.read("\(prefix.dropFirst())/lib/systemd/catalog/\(name)"))
      #expect(text.contains("-- ae1d51ced967491d8893464fa8233057\nSubject: "))
      let page = "\(prefix)/share/doc/constat/docs/events.md"
      #expect(
        text.contains("Documentation: file:\(page)\n")
          && scratch.read(String(page.dropFirst())) != nil
      )
    }
  }

  @Test func `the links of the installed pages hold`() throws {
    let scratch = Scratch()
    #expect(try install(BuiltProducts.folder, "/usr", into: scratch).ending == .exit(0))
    let folder = "usr/share/doc/constat/"
    let readme = try #require(scratch.read(folder + "README.md"))
    let links = readme.matches(of: /\]\((docs\/[^)#]+)/).map { String($0.output.1) }
    #expect(links.count > 8)
    for link in links { #expect(scratch.read(folder + link) != nil, "\(link)") }
  }

  @Test func `programs that are not built are named`() throws {
    let scratch = Scratch()
    let result = try install("/nowhere", "/usr", into: scratch)
    #expect(result.ending == .exit(66))
    #expect(result.errors.contains("/nowhere has no constatd: call `make build` first"))
    #expect(scratch.read("usr/bin/constat") == nil)
  }

  @Test func `by sudo nothing is built, since root's files in .build would be in the way`() throws {
    func plan(_ environment: [String: String]) throws -> String {
      let result = try CommandResult(
        "/usr/bin/make",
        ["--directory", BuiltProducts.repository, "--dry-run", "install", "PREFIX=/usr"],
        environment: environment
      )
      #expect(result.ending == .exit(0), "\(result.errors)")
      return result.output
    }
    #expect(try plan([:]).contains("--product constatd"))
    let bySudo = try plan(["SUDO_UID": "1000"])
    #expect(!bySudo.contains("--product"))
    #expect(bySudo.contains("scripts/install.sh .build/release"))
  }
}
