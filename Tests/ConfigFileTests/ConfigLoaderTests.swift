import Posix
import Testing

@testable import ConfigFile

@Suite struct ConfigLoaderTests {
  private let check = "checks: {c: {tcp: 'a:1'}}\n"

  private func agreement(revision: Int, effective: String, check: String = "c") -> String {
    """
    {agreement: a, title: A, revision: \(revision), effective: \(effective), language: en,
     time-zone: UTC, currency: EUR, parties: {provider: {name: A}, customer: {name: B}},
     services: {s: {description: S, available-when: \(check)}},
     objectives: {o: {service: s, availability: '>= 99%', window: month}}}
    """
  }

  private func headlines(_ reading: ConfigReading) -> [String] {
    reading.diagnostics.map(\.headline)
  }

  @Test(
    arguments: [
      (.missing, "there is no such file; name another with --config; an installation"),
      (.forbidden, "permission denied; let the user who runs this read it"),
      (.folder, "this is a folder, not a file; name the file in it: etc/c.yaml/constatd.yaml"),
      (.special, "this is no regular file"),
      (
        .size(limit: 4 << 20),
        "the file is larger than 4 MiB; 50000 checks have 83 bytes each; let 'defaults'"
      ),
      (.other(.inputOutput), "Input/output error (errno 5)"),
    ] as [(FileTrouble, String)]
  )
  func `a file that can't be read is named with what to do`(
    _ trouble: FileTrouble,
    _ wanted: String
  ) {
    let files = FileAccess(read: { _, _ in .failure(trouble) }, names: { _ in .failure(trouble) })
    let reading = ConfigLoader.load(path: "etc/c.yaml", surroundings: .test, files: files)
    #expect(reading.configuration == nil)
    #expect(reading.diagnostics.count == 1)
    #expect(
      reading.description.hasPrefix("etc/c.yaml: error: \(wanted)"),
      "\(reading.description)"
    )
  }

  @Test(
    arguments: [
      ([], "c.yaml: error: the file is empty; docs/configuration.md"),
      (
        [0x7F, 0x45, 0x4C, 0x46],
        "c.yaml:1:1: error: character U+007F is not allowed; save the file"
      ),
      ([0x61, 0x0A, 0xE9], "c.yaml:2:1: error: byte 0xE9 is not UTF-8; save the file as UTF-8"),
      ([0xFF, 0xFE, 0x61, 0x00], "c.yaml: error: the file is UTF-16; save it as UTF-8"),
    ] as [([UInt8], String)]
  )
  func `a file that is no configuration is named with what to do`(
    _ bytes: [UInt8],
    _ wanted: String
  ) {
    let files = FileAccess.table(["c.yaml": bytes])
    let reading = ConfigLoader.load(path: "c.yaml", surroundings: .test, files: files)
    #expect(reading.configuration == nil)
    #expect(reading.description.hasPrefix(wanted), "\(reading)")
  }

  @Test func `a file beyond the limit is named with the limit`() {
    let files = FileAccess.table(["c.yaml": Array(repeating: 0x20, count: 1 + 4 << 20)])
    let reading = ConfigLoader.load(path: "c.yaml", surroundings: .test, files: files)
    #expect(reading.description.hasPrefix("c.yaml: error: the file is larger than 4 MiB"))
  }

  @Test func `one agreement too many is named with the limit`() {
    var files = ["constatd.yaml": "vantage: a\nstore: /s\nagreements: '*.yml'\n" + check]
    for number in 0...1_000 { files["\(number).yml"] = "" }
    let found = headlines(load(files))
    #expect(found.contains { $0.hasSuffix("more than 1000 agreements are named") })
  }

  @Test(arguments: [4_096, 4_097]) func `a text that an answer must have is not without end`(
    count: Int
  ) {
    let body = String(repeating: "x", count: count)
    let text = "checks: {c: {http: 'http://a/', expect: {body: '\(body)'}}}\n"
    let found = headlines(load(["constatd.yaml": "vantage: a\nstore: /s\n" + text]))
    let words = "what 'body' must be is longer than 4096 bytes"
    #expect(found.contains { $0.contains(words) } == (count > 4_096))
  }

  @Test func `the command line's store wins over the file's, and that over the environment's`() {
    var surroundings = Surroundings.test
    surroundings.stateDirectory = "/state/one:/state/two"
    let without = ["constatd.yaml": "vantage: a\n" + check]
    #expect(load(without, surroundings).configuration?.store == "/state/one")
    let with = ["constatd.yaml": "vantage: a\nstore: there\n" + check]
    #expect(load(with, surroundings).configuration?.store == "there")
    surroundings.store = "/chosen"
    #expect(load(with, surroundings).configuration?.store == "/chosen")
    #expect(load(without, surroundings).configuration?.store == "/chosen")
  }

  @Test func `the same revision in two files is refused in the second`() {
    let reading = load([
      "constatd.yaml": "vantage: a\nstore: /s\nagreements: '*.yml'\n" + check,
      "a.yml": agreement(revision: 1, effective: "2026-01-01"),
      "b.yml": agreement(revision: 1, effective: "2026-02-01"),
    ])
    #expect(
      headlines(reading) == [
        "b.yml:1:26: error: revision 1 of agreement 'a' is already in 'a.yml'; a change starts a new"
          + " revision in a new file"
      ]
    )
  }

  @Test(arguments: ["2026-01-01", "2025-12-31"])
  func `a later revision must take effect later`(_ effective: String) {
    let reading = load([
      "constatd.yaml": "vantage: a\nstore: /s\nagreements: '*.yml'\n" + check,
      "a.yml": agreement(revision: 1, effective: "2026-01-01"),
      "b.yml": agreement(revision: 2, effective: effective),
    ])
    #expect(
      headlines(reading) == [
        "b.yml:1:39: error: revision 2 of agreement 'a' takes effect on \(effective), revision 1 in"
          + " 'a.yml' on 2026-01-01; a later revision takes effect later"
      ]
    )
    #expect(reading.diagnostics.first?.excerpt?.text.contains("effective: \(effective)") ?? false)
  }

  @Test func `errors of several files stand in the order of their reading`() {
    let reading = load([
      "constatd.yaml": "vantage: A\nagreements: [b.yml, a.yml, none.yml]\nstore: /s\n" + check,
      "a.yml": agreement(revision: 1, effective: "2026-13-01"),
      "b.yml": agreement(revision: 0, effective: "2026-01-01", check: "d"),
    ])
    #expect(
      reading.diagnostics.map { "\($0.file):\($0.line):\($0.column)" } == [
        "constatd.yaml:1:10", "constatd.yaml:2:28", "b.yml:1:36", "b.yml:3:49", "a.yml:1:50",
      ]
    )
  }

  @Test func `a hundred diagnostics are printed and the others counted`() {
    var text = "vantage: a\nstore: /s\nchecks:\n"
    for index in 0..<150 { text += "  c\(index): {tcp: 'a:0'}\n" }
    let reading = load(["constatd.yaml": text])
    #expect(reading.diagnostics.count == 100)
    #expect(reading.omitted == 51)
    #expect(reading.description.hasSuffix("\nand 51 more\n"))
  }

  @Test func `more checks than the limit are refused`() {
    let many = (0...50_000).map { "c\($0): 1" }.joined(separator: ", ")
    let reading = load(["constatd.yaml": "vantage: a\nstore: /s\nchecks: {\(many)}\n"])
    #expect(reading.description.contains("error: 'checks' has 50001 entries, more than 50000"))
  }

  @Test func `as many checks as the limit are read, with all that they can say`() {
    var text = """
      vantage: a
      store: /s
      defaults: {confirm: &c {down: 1, up: 1}}
      checks:
       first: {http: &h "http://h", interval: 9s, timeout: 5s, confirm: *c,
        expect: &e {status: 2xx, header: {a: b}, body: c},
        degraded: &d {resolve: 1s, connect: 1s, secure: 1s, wait: 1s, transfer: 1s, total: 1s}}

      """
    for index in 1..<50_000 {
      text +=
        " c\(index): {http: *h,interval: 9s,timeout: 5s,confirm: *c,expect: *e,degraded: *d}\n"
    }
    #expect(text.utf8.count <= 4 << 20)
    let reading = load(["constatd.yaml": text])
    #expect(reading.configuration?.checks.count == 50_000, "\(reading.description)")
    let one = load(["constatd.yaml": text + " more: {tcp: \"h:1\"}\n"])
    #expect(one.description.contains("error: 'checks' has 50001 entries, more than 50000"))
  }

  @Test func `more values than the limit are refused, with what to do`() {
    let aliases = Array(repeating: "*b", count: 300).joined(separator: ", ")
    let ones = Array(repeating: "1", count: 9_000).joined(separator: ", ")
    let reading = load(["constatd.yaml": "a: &b [\(ones)]\nc: [\(aliases)]\n"])
    #expect(
      reading.description.contains(
        "more than 2100000 values, each alias counted with what it stands for; 50000 checks that say"
          + " everything have fewer"
      )
    )
  }

  @Test func `ten thousand checks are read`() {
    var text = "vantage: a\nstore: /s\nchecks:\n"
    for index in 0..<10_000 {
      text += "  c\(index): {http: 'https://www\(index).acme.example/', interval: 1m}\n"
    }
    #expect(load(["constatd.yaml": text]).configuration?.checks.count == 10_000)
  }
}
