import Testing

/// What `make` says and installs on a machine that lacks something.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct PrerequisitesTests {
  /// `EX_UNAVAILABLE` of sysexits.h.
  private static let unavailable = RunningProgram.Ending.exit(69)

  private func expectRefusal(
    _ result: CommandResult,
    saying words: [String],
    _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(result.ending == Self.unavailable, sourceLocation: location)
    for word in words {
      #expect(result.errors.contains(word), "\(result.errors)", sourceLocation: location)
    }
  }

  @Test func `root installs what is missing in one call, and is told what`() throws {
    let machine = try FakeMachine(installed: ["pkg-config", "libyaml-dev"])
    let result = try machine.prerequisites("run")
    #expect(result.ending == .exit(0), "\(result.errors)")
    let call = try #require(machine.calls.first)
    #expect(machine.calls.count == 1)
    #expect(call.contains("install -y --no-install-recommends"))
    for package in ["libcurl4-openssl-dev", "libstdc++-12-dev", "libncurses6"] {
      #expect(call.contains(" \(package)"), "\(call)")
      #expect(result.errors.contains(" \(package)"), "\(result.errors)")
    }
    #expect(!call.contains("pkg-config") && !call.contains("libyaml-dev"), "\(call)")
  }

  @Test func `the form of the code is checked with the toolchain's own libraries alone`() throws {
    let machine = try FakeMachine(installed: ["libncurses6", "libsqlite3-0"])
    let result = try machine.prerequisites("lint")
    #expect(result.ending == .exit(0), "\(result.errors)")
    #expect(machine.calls.isEmpty)
    #expect(result.errors.isEmpty)
  }

  @Test func `lists that are missing are fetched`() throws {
    let machine = try FakeMachine()
    let script =
      "[ -e \(machine.scratch.file("lists")) ] && exit 0\n"
      + "case $* in update) echo >\(machine.scratch.file("lists"));; *) exit 100;; esac"
    try machine.add("apt-get", machine.said + script)
    #expect(try machine.prerequisites("build").ending == .exit(0))
    #expect(machine.calls.map { $0.contains(" install ") } == [true, false, true])
    #expect(machine.calls.dropFirst().first == "apt-get update")
  }

  @Test func `what apt-get cannot install is shown with its reason`() throws {
    let machine = try FakeMachine()
    try machine.add("apt-get", "echo 'E: Unable to locate package libyaml-dev' >&2; exit 100")
    expectRefusal(
      try machine.prerequisites("build"),
      saying: ["E: Unable to locate package libyaml-dev", "could not be installed"]
    )
  }

  @Test func `a user installs by sudo`() throws {
    let machine = try FakeMachine(user: 1_000)
    try machine.add("sudo", machine.said + "exec \"$@\"")
    let result = try machine.prerequisites("build")
    #expect(result.ending == .exit(0), "\(result.errors)")
    #expect(machine.calls.map { $0.prefix(4) } == ["sudo", "apt-"])
    #expect(result.errors.contains("installing by sudo"), "\(result.errors)")
  }

  @Test func `a user whom sudo refuses is asked once, and told whom to ask for what`() throws {
    let machine = try FakeMachine(user: 1_000)
    try machine.add("sudo", machine.said + "echo 'sudo: a password is required' >&2; exit 1")
    let result = try machine.prerequisites("build")
    expectRefusal(
      result,
      saying: [
        "a password is required", "An administrator can, by: apt-get install ", "libyaml-dev",
      ]
    )
    #expect(machine.calls.count == 1)
  }

  @Test func `a user without sudo is told what an administrator has to do`() throws {
    let machine = try FakeMachine(user: 1_000)
    expectRefusal(
      try machine.prerequisites("build"),
      saying: ["neither root nor sudo", "apt-get install ", "libyaml-dev"]
    )
    #expect(machine.calls.isEmpty)
  }

  @Test func `without apt-get the packages are named`() throws {
    let machine = try FakeMachine()
    machine.remove("apt-get")
    expectRefusal(
      try machine.prerequisites("test"),
      saying: ["apt-get is missing", "libyaml-dev", "nginx-light"]
    )
  }

  @Test func `where systemd runs, a server's program is installed and its service is not started`()
    throws
  {
    let machine = try FakeMachine()
    try machine.add("systemctl", Self.systemctl(machine, knows: ""))
    #expect(try machine.prerequisites("bench").ending == .exit(0))
    let units = "nginx.service prometheus-blackbox-exporter.service"
    #expect(machine.calls.first == "systemctl mask --runtime --quiet \(units)")
    #expect(machine.calls.last == "systemctl unmask --runtime --quiet \(units)")
    #expect(machine.calls.count == 3)
  }

  @Test func `a service that was there before is left alone`() throws {
    let machine = try FakeMachine()
    let known = "nginx.service rsyslog.service systemd-journal-gatewayd.socket"
    try machine.add("systemctl", Self.systemctl(machine, knows: known))
    #expect(try machine.prerequisites("test").ending == .exit(0))
    #expect(machine.calls.map { $0.hasPrefix("apt-get") } == [true])
  }

  @Test func `somebody's system log is not replaced by the one of the tests`() throws {
    let machine = try FakeMachine()
    #expect(try machine.prerequisites("test").ending == .exit(0))
    #expect(machine.calls.first?.contains(" rsyslog") == true)
    let another = try FakeMachine()
    try another.add(
      "dpkg-query",
      "[ $# -gt 3 ] || echo 'install ok installed linux-kernel-log-daemon, system-log-daemon'"
    )
    #expect(try another.prerequisites("test").ending == .exit(0))
    #expect(another.calls.first?.contains(" rsyslog") == false)
    #expect(another.calls.first?.contains(" systemd-journal-remote") == true)
  }

  /// A `systemctl` of a running system that has the units in `known`.
  private static func systemctl(_ machine: FakeMachine, knows known: String) -> String {
    "case $1 in is-system-running) echo degraded; exit 1;; "
      + "cat) case \" \(known) \" in *\" $2 \"*) exit 0;; *) exit 1;; esac;; *) \(machine.said) ;; esac"
  }

  @Test func `on another distribution the build goes on, and what it needs is named`() throws {
    let machine = try FakeMachine()
    machine.remove("dpkg-query")
    let result = try machine.prerequisites("build")
    #expect(result.ending == .exit(0))
    #expect(result.errors.contains("not a Debian system"))
    #expect(result.errors.contains("libcurl, OpenSSL 3, libsystemd, libyaml, c-ares and PCRE2"))
    #expect(machine.calls.isEmpty)
  }

  @Test func `without Swift it is said where to get it, before anything is installed`() throws {
    let machine = try FakeMachine()
    machine.remove("swift")
    let words = ["'swift' is not in PATH", "Swift 6.3", "https://www.swift.org/install/linux/"]
    for purpose in ["lint", "run"] {
      expectRefusal(try machine.prerequisites(purpose), saying: words)
    }
    #expect(machine.calls.isEmpty)
  }

  @Test(arguments: ["5.10", "6.2.1", "6.0-dev"])
  func `a Swift that is too old is named with its place`(version: String) throws {
    let machine = try FakeMachine()
    try machine.add("swift", "echo 'Swift version \(version) (swift-RELEASE)'")
    expectRefusal(
      try machine.prerequisites("lint"),
      saying: ["is too old", machine.scratch.file("swift"), "https://www.swift.org/install/linux/"]
    )
  }

  @Test(arguments: ["6.3", "6.4-dev", "7.0", "10.0"])
  func `a newer Swift is taken`(version: String) throws {
    let machine = try FakeMachine()
    try machine.add("swift", "echo 'Apple Swift version \(version) (swift-RELEASE)'")
    let result = try machine.prerequisites("lint")
    #expect(result.ending == .exit(0), "\(result.errors)")
  }

  @Test func `a Swift that does not run is shown with its reason`() throws {
    let machine = try FakeMachine()
    try machine.add("swift", "echo 'error while loading shared libraries: libx.so' >&2; exit 127")
    expectRefusal(
      try machine.prerequisites("lint"),
      saying: ["error while loading shared libraries: libx.so", "does not run"]
    )
  }
}
