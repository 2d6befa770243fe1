import Chronology
import Importing
import Sampling
import Testing

@Suite struct ImportLineTests {
  @Test func `a full line becomes a sample that is marked as imported`() throws {
    let at = try #require(Instant(rfc3339: "2026-03-14T09:41:07.250Z"))
    let expected = Sample(
      series: series,
      due: at,
      start: at,
      outcome: .down,
      cause: .http5xx,
      phases: Phases(wait: 81_234),
      status: 503,
      flags: .imported
    )
    #expect(try reading(fullLine).get() == expected)
  }

  @Test func `only the instant and the outcome are required`() throws {
    let sample = try reading(#"{"outcome":"up","at":1773481267250}"#).get()
    #expect(sample.start == Instant(milliseconds: 1_773_481_267_250))
    #expect(sample.cause == nil)
    #expect(sample.phases == Phases())
    #expect(sample.flags == [.imported, .timeNotMeasured])
    #expect(sample.status == 0)
  }

  @Test func `null says that a value is not known`() throws {
    let bare = #"{"at": 1773481267250, "outcome": "down"}"#
    let spelt =
      #"{"at": 1773481267250, "outcome": "down", "cause": null, "total_us": null, "status": null}"#
    #expect(try reading(spelt).get() == reading(bare).get())
  }

  @Test func `a time of nothing is measured, and no time is not`() throws {
    let line = { (total: String) in
      #"{"at": 1773481267250, "outcome": "up", "total_us": \#(total)}"#
    }
    #expect(try reading(line("0")).get().measuredTime(of: nil) == .zero)
    #expect(try reading(line("null")).get().measuredTime(of: nil) == nil)
  }

  @Test(arguments: [
    (#""2000-01-01T00:00:00Z""#, 946_684_800_000_000_000),
    ("946684800000", 946_684_800_000_000_000),
    (#""2026-03-14T10:41:07.250+01:00""#, 1_773_481_267_250_000_000),
    (#""2026-03-14t09:41:07.000000001z""#, 1_773_481_267_000_000_001),
    (#""2026-06-01T00:00:00Z""#, 1_780_272_000_000_000_000),
  ])
  func `instants are read to the nanosecond`(_ at: String, _ nanoseconds: Int64) throws {
    let sample = try reading(#"{"at": \#(at), "outcome": "up"}"#).get()
    #expect(sample.start.nanoseconds == nanoseconds)
  }

  @Test(arguments: [
    "null", "true", "[]", "{}", "1.0", "1773481267250.0", "1.773481267250e12", "1e3", "-1", "0",
    "946684799999", "7258118400000", "1780272000001", "99999999999999999999", "1773481267",
    "1773481267250000", #""""#, #""now""#, #""2026-03-14""#, #""2026-03-14T09:41:07""#,
    #""2026-02-29T00:00:00Z""#, #""1999-12-31T23:59:59Z""#, #""2026-06-01T00:00:00.000000001Z""#,
    #""2026-03-14T09:41:07.0123456789Z""#, #""2026-03-14 09:41:07Z""#, #""2026-03-14T24:00:00Z""#,
    #""2200-01-01T00:00:00Z""#, #""1773481267250""#, #""２０２６-03-14T09:41:07Z""#,
  ])
  func `an instant of another form or beyond its bounds is refused at its column`(_ at: String) {
    let fault = fault(#"{"outcome": "up", "at": \#(at)}"#)
    #expect(fault?.line == 3)
    #expect(fault?.column == 25)
  }

  @Test(arguments: [
    (1_780_272_000_000, 60_000_000, true), (1_780_272_000_000, 60_000_001, false),
    (1_780_272_000_000, 4_294_967_295, false), (1_780_271_999_000, 61_000_000, true),
    (1_780_267_000_000, 4_294_967_295, true),
  ])
  func `an attempt that ends more than a minute after now is refused`(
    _ at: Int64,
    _ total: Int64,
    _ isAccepted: Bool
  ) {
    let fault = fault(#"{"at": \#(at), "outcome": "up", "total_us": \#(total)}"#)
    #expect((fault == nil) == isAccepted)
    if let fault { #expect(fault.message.contains("makes the attempt end at 2026-06-01T0")) }
  }

  @Test(arguments: [
    (#""status": 0"#, true), (#""status": 100"#, true), (#""status": 999"#, true),
    (#""status": 99"#, false), (#""status": 1000"#, false), (#""status": -1"#, false),
    (#""status": "200""#, false), (#""status": 2e2"#, false), (#""status": 200.0"#, false),
    (#""total_us": 0"#, true), (#""total_us": 4294967295"#, true), (#""total_us": -0"#, true),
    (#""total_us": 4294967296"#, false), (#""total_us": -1"#, false), (#""total_us": 1e3"#, false),
    (#""total_us": 1.5"#, false), (#""total_us": 1.0"#, false), (#""total_us": true"#, false),
    (#""cause": "http-5xx""#, false), (#""cause": 5"#, false), (#""cause": "HTTP-5xx""#, false),
    (#""outcome": "up""#, false), (#""x": 1"#, false), (#""AT": 1"#, false),
  ])
  func `a further member is accepted or refused`(_ member: String, _ isAccepted: Bool) {
    let line = #"{"at": 1773481267250, "outcome": "up", \#(member)}"#
    #expect((fault(line) == nil) == isAccepted)
  }

  @Test(arguments: [
    ("", "1: not JSON"), ("[]", "1: an array stands here"), ("5", "1: a number stands here"),
    ("{}", #"1: "at" is missing"#), (#"{"at": 1773481267250}"#, #"1: "outcome" is missing"#),
    (
      #"{"at": 1773481267250, "outcome": "UP"}"#, #"34: "UP" is not an outcome: did you mean "up"?"#
    ),
    (
      #"{"at": 1773481267250, "outcome": "no"}"#,
      #"34: "no" is not an outcome: write "up", "degraded", "down", "void""#
    ),
    (#"{"at": 1773481267250, "outcome": 1}"#, #"34: "outcome" must be a string: write "up""#),
    (
      #"{"at": 1, "total_ms": 5}"#,
      #"11: "total_ms" is not a key of an imported sample: did you mean "total_us"?"#
    ),
    (#"{"at": 1, "latency": 5}"#, #"11: "latency" is not a key of an imported sample: its keys"#),
    (#"{"at": 1773481267250, "outcome": "up"} x"#, "40: not JSON"),
    (
      #"{"at": 1773481267250, "outcome": "up", "total_us": 1e3}"#,
      #"52: "total_us" is 1e3: write a whole number without a fraction or an exponent"#
    ),
    (
      #"{"at": 1773481267, "outcome": "up"}"#,
      #"8: "at" is 1773481267: this looks like seconds, and it is in milliseconds since 1970: write 1773481267000"#
    ),
    (
      #"{"at": 1773481267250, "outcome": "down", "cause": "dns-timeuot"}"#,
      #"51: "dns-timeuot" is not a cause: did you mean "dns-timeout"?"#
    ),
    ("\u{FEFF}{}", "1: not JSON, the text starts with a byte order mark: save the file"),
  ])
  func `a fault says where, what and what to do`(_ line: String, _ start: String) throws {
    let text = try #require(fault(line)).description
    #expect(text.hasPrefix("3:" + start), "\(text)")
  }

  @Test func `foreign text is made harmless before it is repeated`() throws {
    let key = "\\u001b[2J" + String(repeating: "x", count: 1_000)
    let text = try #require(fault(#"{"at": 1, "\#(key)": 1}"#)).description
    #expect(text.utf8.count < 250)
    #expect(!text.unicodeScalars.contains("\u{1B}"))
  }

  @Test func `no start of a line is accepted`() {
    for count in 0..<fullLine.utf8.count {
      guard case .failure(let fault) = reading(Array(fullLine.utf8.prefix(count))) else {
        Issue.record("the first \(count) bytes were accepted")
        continue
      }
      #expect(fault.column <= count + 1)
    }
  }
}
