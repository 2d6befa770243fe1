import Testing

/// `make install` and docs/operation.md, on a machine that a real systemd has booted.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct ServiceTests {
  @Test func `systemd starts, reloads, restarts and stops what is installed`() throws {
    var configuration = ConfigurationText(url: "http://127.0.0.1:8080/")
    configuration.more = "store: /var/lib/constat"
    configuration.target = ">= 95%"
    let service: BootedService
    do {
      service = try BootedService(configuration)
    } catch let refusal as BootedService.Refusal {
      try Test.cancel(Comment(rawValue: refusal.reason))
    }
    let expected: KeyValuePairs = [
      "verify": "",
      "configuration": "/etc/constat/constatd.yaml: fine: 1 check, 1 agreement, 1 objective; "
        + "vantage test, store /var/lib/constat",
      // READY=1 has been said when `systemctl start` returns.
      "start": "", "state": "active", "runs as": "constat constat",
      "folder": "constat constat 750",
      "started in": "constatd.service", "started by": "constatd",
      "opened cause": "connect-refused", "resolved": "connect-refused",
      "reload": "", "reload took": "1", "bad reload took": "no", "hangup": "", "hangups took": "3",
      "same process": "",
      // The configuration is wrong and stays wrong: not tried again.
      "bad start": "78",
      "good start": "", "gap after": "daemon-stopped", "after a kill": "active",
      "stop": "", "result": "success", "stopped": "asked to end by a signal",
      "key was made": "", "credential start": "", "credential state": "active",
      "credential stop": "", "credential result": "success", "no other key": "",
      "sealed by it": "", "credential verify": "",
      "complaints": "", "the end": "0",
    ]
    for (name, value) in expected {
      #expect(service.facts[name] == value, "\(name)\n\(service.words)")
    }
    let beginnings: KeyValuePairs = [
      "user": "constat:", "words": "measuring 1 check", "reader may": "CHECK ",
      "bad reload": "exit 1 Job for constatd.service failed",
      "bad reload by hand": "exit 78 constat: constatd refuses the new configuration",
      "bad reload said": "/etc/constat/constatd.yaml:",
      "reload by hand": "daemon reloaded: 0 checks added, 0 removed, 0 changed, 2 as before",
      "opened": "incident opened: storefront is down since ",
      "stranger may not": "exit 77 constat: ",
    ]
    for (name, value) in beginnings {
      #expect(service.facts[name]?.hasPrefix(value) == true, "\(name)\n\(service.words)")
    }
  }
}
