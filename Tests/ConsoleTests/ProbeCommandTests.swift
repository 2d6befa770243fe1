import Posix
import TestKit
import Testing

@Suite(.timeLimit(.minutes(30))) struct ProbeCommandTests {
  private let server = StreamServer { connection in
    if connection.readHead().hasPrefix("GET /slow ") { _ = connection.pause(milliseconds: 120) }
    connection.respond()
  }

  /// The object with every number replaced, so that only its shape is left.
  private func shape(_ text: String) -> String {
    var result = ""
    var isInText = false
    for character in text {
      if character == "\"" { isInText.toggle() }
      if isInText || !character.isNumber {
        result.append(character)
      } else if result.last != "0" {
        result.append("0")
      }
    }
    return result
  }

  private func write(_ configuration: String) throws -> (scratch: Scratch, path: String) {
    let scratch = try Scratch()
    return (scratch, try scratch.write(configuration, to: "constatd.yaml"))
  }

  @Test func `an answer is one JSON object, and ends with 0`() throws {
    let run = try ConsoleRun(["probe", "http://127.0.0.1:\(server.port)/", "--json"])
    #expect(run.status == 0, "\(run.all)")
    #expect(
      shape(run.output) == """
        {"outcome": "up", "cause": null, "status": 0, "address": "127.0.0.1", "total_us": 0, \
        "phases_us": {"resolve": 0, "connect": 0, "secure": 0, "wait": 0, "transfer": 0}}

        """
    )
    #expect(run.output.contains("\"status\": 200"))
    #expect(run.errors.isEmpty)
  }

  @Test func `a connection is up without a configuration`() throws {
    let run = try ConsoleRun([
      "probe", "--json", "127.0.0.1:\(server.port)", "--config", "/nowhere",
    ])
    #expect(run.status == 0, "\(run.all)")
    #expect(run.output.contains("\"outcome\": \"up\", \"cause\": null, \"status\": 0"))
  }

  @Test func `a refused connection is down, ends with 2 and says why`() throws {
    let target = "127.0.0.1:\(closedPort())"
    let json = try ConsoleRun(["probe", target, "--json"])
    #expect(json.status == 2, "\(json.all)")
    #expect(
      shape(json.output) == """
        {"outcome": "down", "cause": "connect-refused", "status": 0, "address": "127.0.0.1", \
        "total_us": 0, "phases_us": \
        {"resolve": 0, "connect": 0, "secure": 0, "wait": 0, "transfer": 0}}

        """
    )
    let text = try ConsoleRun(["probe", target])
    #expect(text.status == 2)
    #expect(text.output.hasPrefix("\(target)\ndown, connect-refused, 127.0.0.1\n"), "\(text.all)")
    #expect(text.output.contains("█"))
    #expect(text.output.contains("\nwhy: Connection refused"))
  }

  @Test func `a check of the configuration is probed by its own rules`() throws {
    let (scratch, path) = try write(
      """
      vantage: test
      store: store
      checks:
        slow: {http: "http://127.0.0.1:\(server.port)/slow", degraded: {wait: 50ms}}
        wrong: {http: "http://127.0.0.1:\(server.port)/", expect: {status: 404}}
      """
    )
    let slow = try ConsoleRun(["probe", "slow", "--json", "--config", path])
    #expect(slow.status == 1, "\(slow.all)")
    #expect(slow.output.contains("\"outcome\": \"degraded\", \"cause\": \"slow\", \"status\": 200"))
    let wrong = try ConsoleRun(["probe", "wrong", "--json", "--config", path])
    #expect(wrong.status == 2, "\(wrong.all)")
    #expect(wrong.output.contains("\"cause\": \"expectation\", \"status\": 200"))
    let unknown = try ConsoleRun(["probe", "slwo", "--config", path])
    #expect(unknown.status == 64)
    #expect(unknown.errors == "constat: \(path) has no check 'slwo'; it has slow, wrong\n")
    _ = scratch
  }

  @Test func `a host without a route is our own fault: void, and 3`() throws {
    // A network namespace has a loopback that is down, and nothing else.
    guard try Command("unshare -rn true").status == 0 else {
      try Test.cancel("this user can't make a network namespace")
    }
    let run = try ConsoleRun(["probe", "192.0.2.1:80", "--json"], prefix: "unshare -rn")
    #expect(run.status == 3, "\(run.all)")
    #expect(run.output.hasPrefix("{\"outcome\": \"void\", \"cause\": \"local-route\""))
  }

  @Test func `--timeout is the time for the whole attempt`() throws {
    let silent = StreamServer { $0.waitForClose() }
    let run = try ConsoleRun(
      ["probe", "http://127.0.0.1:\(silent.port)/", "--timeout", "80ms", "--json"]
    )
    #expect(run.status == 2)
    #expect(run.output.contains("\"cause\": \"read-timeout\""), "\(run.all)")
  }

  @Test(
    arguments: [
      ("5", "add a unit: 5s or 5ms"), ("1.5s", "use a smaller unit: 1500ms instead of 1.5s"),
    ]
  )
  func `a timeout without a unit, or with a fraction, is told what to write`(
    text: String,
    hint: String
  ) throws {
    let run = try ConsoleRun(["probe", "127.0.0.1:1", "--timeout", text])
    #expect(run.status == 64)
    #expect(run.errors == "constat: --timeout is 1ms to 5m, such as 2s or 500ms; \(hint)\n")
  }

  @Test(
    arguments: [
      ("http://user:PASSWORD@h/", "the target", ": it has a user or a password before the host"),
      ("http://h:99999/?k=PASSWORD", "the target", ": it has no proper host and port"),
      ("PASSWORD@h", "the target", ""), ("h?PASSWORD", "the target", ""),
      (
        "http://h/\u{1B}[31m", "'http://h/\u{FFFD}[31m'",
        ": it has a space or another character that an address can't have"
      ),
      ("a\u{1B}[31mb", "'a\u{FFFD}[31mb'", ""),
    ]
  )
  func `a refused target shows neither its secrets nor control characters`(
    target: String,
    named: String,
    why: String
  ) throws {
    let run = try ConsoleRun(["probe", target])
    #expect(run.status == 64)
    #expect(
      run.errors == "constat: \(named) is neither a URL (http://… or https://…), nor host:port, "
        + "nor the id of a check\(why)\n"
    )
    #expect(!run.all.contains("PASSWORD") && !run.all.contains("\u{1B}"))
  }

  @Test(
    arguments: [
      ["report", "a\u{1B}[31mb", "--config", "/none\u{1B}"], ["probe", "--no\u{1B}[31m"],
      ["\u{1B}[31m"], ["import", "x", "/none\u{1B}[31m"],
      ["report", "a", "--format", "\u{1B}[31m"],
      ["status", "--config", "/none\u{1B}[31m", "--store", "/none\u{1B}[31m"],
      ["verify", "--store", "/none\u{1B}[31m"],
    ]
  )
  func `no argument reaches a terminal that would obey it`(arguments: [String]) throws {
    let run = try ConsoleRun(arguments)
    #expect(run.status != 0)
    #expect(!run.all.contains("\u{1B}"), "\(run.all.debugDescription)")
  }

  @Test(arguments: ["0s", "-1s", "6m", "soon", "99999999999999999999s"])
  func `a timeout that makes no sense is refused`(text: String) throws {
    let run = try ConsoleRun(["probe", "127.0.0.1:1", "--timeout=\(text)"])
    #expect(run.status == 64)
    #expect(run.errors == "constat: --timeout is 1ms to 5m, such as 2s or 500ms\n")
    #expect(run.output.isEmpty)
  }

  @Test func `--ca trusts its certificates and no others`() throws {
    guard let authority = CertificateAuthority(),
      let certificate = authority.issue(for: "IP:127.0.0.1"),
      let web = WebServer(certificate: certificate)
    else {
      Issue.record("this needs openssl and nginx")
      return
    }
    let url = "https://127.0.0.1:\(web.securePort)/"
    let trusted = try ConsoleRun(["probe", url, "--json", "--ca", authority.certificate])
    #expect(trusted.status == 0, "\(trusted.all)")
    let untrusted = try ConsoleRun(["probe", url, "--json"])
    #expect(untrusted.status == 2)
    #expect(untrusted.output.contains("\"cause\": \"tls-untrusted\""), "\(untrusted.all)")
    let missing = try ConsoleRun(["probe", url, "--ca", "/nowhere/ca.pem"])
    #expect(missing.status == 69)
    #expect(missing.errors.contains("/nowhere/ca.pem"), "\(missing.all)")
    #expect(missing.errors.hasPrefix("constat: "))
  }

  @Test(arguments: [
    "http://exa mple/", "ftp://example.org/", "example.org:", "example.org:0", "example.org:70000",
    "https://", ":80", "", "Www", "[::1", "example.org",
  ])
  func `what is no target is refused, with the three forms that are`(target: String) throws {
    let run = try ConsoleRun(["probe", "--config", "/nowhere", "--", target])
    #expect(run.status == 64, "\(run.all)")
    #expect(
      run.errors.hasPrefix(
        "constat: '\(target)' is neither a URL (http://… or https://…), nor host:port, nor the id of a "
          + "check"
      ),
      "\(run.errors)"
    )
  }

  @Test func `a name that could be a check needs a configuration, and is told so`() throws {
    let run = try ConsoleRun(["probe", "localhost", "--config", "/nowhere.yaml"])
    #expect(run.status == 78)
    #expect(run.errors.contains("/nowhere.yaml: error: there is no such file"), "\(run.all)")
    #expect(run.errors.contains("'localhost' would be the id of a check"), "\(run.all)")
    #expect(run.errors.contains("localhost:443"), "\(run.all)")
  }
}
