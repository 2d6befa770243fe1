import Glibc

/// A machine with only those programs that a test puts there, for the scripts of the Makefile.
struct FakeMachine {
  let scratch = Scratch()

  /// A Debian machine with the Swift toolchain and what every Debian has.
  ///
  /// - Parameters:
  ///   - installed: Packages that dpkg knows.
  ///   - user: The number that `id -u` prints.
  init(installed: [String] = [], user: Int = 0) throws {
    try symlinkAll(["bash", "cat", "env", "grep", "mktemp", "rm"])
    try add("swift", "echo 'Swift version 6.3.1 (swift-6.3.1-RELEASE)'")
    try add("id", "echo \(user)")
    let names = installed.joined(separator: " ")
    try add("dpkg-query", "case ' \(names) ' in *\" $4 \"*) echo 'install ok installed';; esac")
    try add("apt-get", said + "exit 0")
  }

  /// The script line that notes how a program was called, for ``calls``.
  var said: String { "echo \"${0##*/} $*\" >>\(scratch.file("calls"))\n" }

  /// What the programs with ``said`` were called with, in order.
  var calls: [String] {
    (scratch.read("calls") ?? "").split(separator: "\n").map(String.init)
  }

  /// Puts a program there, or another in its place.
  ///
  /// A process of its own writes it: one that another test starts meanwhile would inherit the open
  /// file from this one, and then nobody can run it (ETXTBSY).
  func add(_ name: String, _ script: String) throws {
    let text = scratch.file(name + ".text")
    try scratch.write("#!/bin/bash\n" + script + "\n", to: name + ".text")
    let installed = try CommandResult(
      "/usr/bin/install",
      ["-m", "755", text, scratch.file(name)]
    )
    precondition(installed.ending == .exit(0), "a folder of its own takes a file")
  }

  /// Takes a program away.
  func remove(_ name: String) { unsafe unlink(scratch.file(name)) }

  /// Runs `scripts/prerequisites.sh` there.
  func prerequisites(_ purpose: String) throws -> CommandResult {
    try CommandResult(
      "/bin/bash",
      [BuiltProducts.repository + "/scripts/prerequisites.sh", purpose],
      environment: ["PATH": scratch.path]
    )
  }

  private func symlinkAll(_ names: [String]) throws {
    for name in names {
      let isThere = unsafe symlink("/usr/bin/" + name, scratch.file(name)) == 0
      precondition(isThere, "a fresh folder takes a link")
    }
  }
}
