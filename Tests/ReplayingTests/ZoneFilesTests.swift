import Chronology
import TestKit
import Testing

@testable import Replaying

@Suite struct ZoneFilesTests {
  @Test func `the rules of a zone are the host's`() throws {
    let rules = try ZoneFiles.rules(of: "Europe/Paris")
    #expect(rules == (try ZoneRules(tzif: #require(TestFile.hostZone("Europe/Paris")))))
    #expect(rules.offset(at: try instant("2026-07-01T00:00:00Z")) == 7_200)
  }

  @Test func `the version is the host's`() {
    #expect(ZoneFiles.version() == TestFile.hostZoneVersion ?? "unknown")
  }

  @Test(arguments: [
    "", "/etc/passwd", "../../../etc/passwd", "Europe/../../../../etc/passwd", "..",
    "Europe/Paris\u{0}.tzif", "Europe/Atlantis", "Europe", "Europe/Paris/",
  ])
  func `what is no zone is unknown, whatever it points at`(name: String) {
    let error = #expect(throws: ZoneFileError.self) { try ZoneFiles.rules(of: name) }
    guard case .unknown = error else {
      Issue.record("\(name): \(String(describing: error))")
      return
    }
    #expect(error?.description.contains("install the package tzdata") == true)
  }

  @Test func `a file that is no zone is damaged, and says so`() {
    let error = #expect(throws: ZoneFileError.self) { try ZoneFiles.rules(of: "tzdata.zi") }
    guard case .damaged = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.contains("reinstall the package tzdata") == true)
  }
}
