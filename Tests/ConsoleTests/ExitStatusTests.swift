import Posix
import TestKit
import Testing

/// What the pages say of exit codes is what the programs end with.
@Suite struct ExitStatusTests {
  @Test(arguments: Posix.ExitStatus.allCases)
  func `docs/operation.md explains every exit code`(status: Posix.ExitStatus) throws {
    let page = try RepositoryFile.text("docs/operation.md")
    let table = page.split(separator: "## Exit codes").last?.split(separator: "\n## ").first
    #expect(table?.contains("\n| \(status.rawValue) | ") == true)
  }
}
