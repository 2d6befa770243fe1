import Chronology
import Sampling
import Testing

@testable import ConfigFile

@Suite struct ValueTextTests {
  @Test(
    arguments: [
      ("500ms", .milliseconds(500)), ("30s", .seconds(30)), ("5m", .minutes(5)), ("4h", .hours(4)),
      ("400d", .days(400)), ("3y", .days(1_095)), ("0s", .zero), ("007s", .seconds(7)),
      ("999999999d", TimeAmount(nanoseconds: .max)),
    ] as [(String, TimeAmount)]
  )
  func `a duration is read`(_ text: String, _ wanted: TimeAmount) throws {
    #expect(try DurationText.parse(text) == wanted)
  }

  @Test(
    arguments: [
      ("", .form), ("s", .form), ("30", .noUnit), ("1.5s", .fraction), ("-1s", .form),
      ("1 s", .form), ("1S", .form), ("1sec", .form), ("1h30m", .form), ("1234567890s", .form),
      ("１s", .form),
    ] as [(String, DurationText.Fault)]
  )
  func `what is no duration is refused`(_ text: String, _ wanted: DurationText.Fault) {
    #expect(throws: wanted) { _ = try DurationText.parse(text) }
  }

  @Test(arguments: ["500ms", "30s", "90s", "5m", "4h", "400d", "36h", "0ms"])
  func `a duration is written as it was read`(_ text: String) throws {
    #expect(DurationText.write(try DurationText.parse(text)) == text)
  }

  @Test(
    arguments: [
      ("100MB", 100_000_000), ("20GB", 20_000_000_000), ("3TB", 3_000_000_000_000),
      ("64MiB", 67_108_864), ("1GiB", 1_073_741_824), ("999999999TiB", .max), ("", nil),
      ("20", nil), ("GB", nil), ("20 GB", nil), ("1.5GB", nil), ("20gb", nil), ("-1GB", nil),
      ("20B", nil), ("1234567890MB", nil),
    ] as [(String, Int64?)]
  )
  func `a size is read or refused`(_ text: String, _ wanted: Int64?) {
    #expect(SizeText.parse(text) == wanted)
  }

  @Test(
    arguments: [
      ("200", 200...200), ("2xx", 200...299), ("5xx", 500...599), ("200-299", 200...299),
      ("404-404", 404...404), ("100", 100...100), ("599", 599...599), ("6xx", nil), ("0xx", nil),
      ("99", nil), ("600", nil), ("299-200", nil), ("200-", nil), ("-200", nil),
      ("200-300-400", nil),
      ("2XX", nil), ("", nil), ("+200", nil), ("2xx-3xx", nil),
    ] as [(String, ClosedRange<UInt16>?)]
  )
  func `a status is read or refused`(_ text: String, _ wanted: ClosedRange<UInt16>?) {
    #expect(StatusText.parse(text) == wanted)
  }

  @Test(
    arguments: [
      ("192.0.2.1", "192.0.2.1"), ("::", "::"), ("::1", "::1"), ("2001:DB8::1", "2001:db8::1"),
      ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("::ffff:192.0.2.1", "::ffff:c000:201"),
      ("1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201"), ("fe80::", "fe80::"),
      ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("", nil), ("1.2.3", nil), ("1.2.3.256", nil),
      ("01.2.3.4", nil), ("1.2.3.4.5", nil), (":", nil), (":::", nil), ("1::2::3", nil),
      ("1:2:3:4:5:6:7", nil), ("1:2:3:4:5:6:7:8:9", nil), ("1:2:3:4:5:6:7:8::", nil),
      ("12345::", nil), ("g::", nil), ("::1%eth0", nil), ("1.2.3.4::", nil), ("[::1]", nil),
      (":1", nil), ("1:", nil),
    ] as [(String, String?)]
  )
  func `an address is read or refused`(_ text: String, _ wanted: String?) {
    #expect(NetworkAddress(text)?.description == wanted)
  }

  @Test(arguments: [
    ("a.yaml", "*.yaml", true), ("a.yml", "*.yaml", false), (".a.yaml", "*.yaml", false),
    (".a.yaml", ".*", true), ("ab", "a?", true), ("a", "a?", false), ("a", "a*", true),
    ("", "*", true), ("abcabd", "*abd", true), ("aaaab", "a*a*b", true), ("a", "", false),
    ("a*", "a*", true), ("acme-1.yaml", "acme-?.yaml", true), ("é.yaml", "?.yaml", true),
  ])
  func `a file's name matches a pattern`(_ name: String, _ pattern: String, _ wanted: Bool) {
    #expect(PathText.matches(name, pattern) == wanted)
  }

  @Test func `a pattern made to hurt takes little time`() {
    let name = String(repeating: "a", count: 2_000)
    #expect(!PathText.matches(name, String(repeating: "a*", count: 100) + "b"))
  }

  @Test(arguments: [
    ("etc/constat/c.yaml", "a/b.yaml", "etc/constat/a/b.yaml"), ("c.yaml", "a.yaml", "a.yaml"),
    ("c.yaml", "./a.yaml", "a.yaml"), ("/etc/c.yaml", "/x/a.yaml", "/x/a.yaml"),
    ("/c.yaml", "../a", "/../a"),
  ])
  func `a path starts from the folder of its file`(
    _ file: String,
    _ path: String,
    _ wanted: String
  ) {
    #expect(PathText.join(PathText.folder(of: file), path) == wanted)
  }
}
