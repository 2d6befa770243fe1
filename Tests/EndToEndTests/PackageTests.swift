import Testing

/// The Debian package, from its making to its purge.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct PackageTests {
  @Test func `it is installed, measures, is upgraded, removed and purged`() throws {
    let package: BootedPackage
    do {
      package = try BootedPackage()
    } catch let refusal as BootedService.Refusal {
      try Test.cancel(Comment(rawValue: refusal.reason))
    }
    let expected: KeyValuePairs = [
      "installed": "", "folder": "constat constat 750", "keys folder": "constat constat 750",
      // Nothing is enabled, and nothing runs.
      "enabled": "exit 1 disabled", "running": "exit 3 inactive", "audit": "",
      "started": "active", "reload": "",
      "reloaded": "daemon reloaded: 1 check added, 0 removed, 0 changed, 1 as before",
      "upgraded": "", "version": "1.1-1", "still enabled": "enabled", "still running": "active",
      "another process": "", "file kept": "",
      "no other file": "agreements constatd.yaml",
      "removed": "", "no unit": "exit 3 inactive", "no program": "", "configuration stays": "",
      "record stays": "", "configuration gone": "", "own file stays": "", "evidence stays": "",
      "key stays": "", "units": "", "the end": "0",
    ]
    for (name, value) in expected {
      #expect(package.facts[name] == value, "\(name)\n\(package.words)")
    }
    let beginnings: KeyValuePairs = [
      "user": "constat:", "group": "constat:",
      "example": "/etc/constat/constatd.yaml: fine: 2 checks, 1 agreement",
      "manual": "/usr/share/man/man5/constatd.yaml.5.gz",
      "breach": "objective breached: ", "resolved": "incident resolved: ",
      "bad reload": "exit 1 Job for constatd.service failed",
      "gap recorded": "daemon gap: nothing was measured for ",
      "purged": "constat: /var/lib/constat is evidence and stays",
    ]
    for (name, value) in beginnings {
      #expect(package.facts[name]?.hasPrefix(value) == true, "\(name)\n\(package.words)")
    }
    // docs/operation.md, from the package to the breach.
    #expect(package.facts["steps"]?.contains(" objective breached: ") == true, "\(package.words)")
    #expect(package.facts["record kept"].flatMap(Int.init) ?? 0 > 0, "\(package.words)")
  }

  @Test func `lintian has nothing against it but what a build for tests has`() throws {
    let scratch = Scratch()
    let package = try DebianPackage("1.0-1", in: scratch)
    // Of the Swift run-time, which a release build links statically, and of a package for one test.
    let ofTheBuild = [
      "custom-library-search-path", "unstripped-binary-or-object",
      "uses-no-compression-for-control-tarball", "uses-no-compression-for-data-tarball",
    ]
    let result = try CommandResult(
      "/usr/bin/lintian",
      [
        "--no-cfg", "--allow-root", "--fail-on", "error,warning", "--suppress-tags",
        ofTheBuild.joined(separator: ","), package.path,
      ],
      within: .seconds(600)
    )
    #expect(result.ending == .exit(0) && result.output.isEmpty, "\(result.output)\(result.errors)")
  }
}
