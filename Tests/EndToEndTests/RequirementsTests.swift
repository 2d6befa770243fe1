import Foundation
import Testing

/// Tests that this machine can't run are left out, unless somebody counts on them.
@Suite(.blocking, .timeLimit(.minutes(20))) struct RequirementsTests {
  @Test func `what CONSTAT_REQUIRE names is here`() {
    let missing = Requirements.missing(Requirements.given, Requirements.refusals)
    #expect(missing.isEmpty, "\(missing.joined(separator: "; "))")
  }

  @Test func `what is required and missing is said, and what is misspelt`() {
    let refusals: [String: String?] = ["journal": "no systemd", "mounts": nil]
    #expect(Requirements.missing("", refusals) == [])
    #expect(Requirements.missing("mounts", refusals) == [])
    #expect(Requirements.missing("mounts,journal", refusals) == ["journal is required: no systemd"])
    #expect(
      Requirements.missing("journals", refusals)
        == ["CONSTAT_REQUIRE: journals is not known; there is journal, mounts"]
    )
  }

  @Test func `every condition under which tests are left out can be required`() throws {
    let folder = BuiltProducts.repository + "/Tests/EndToEndTests/Harness/Conditions.swift"
    let text = try String(contentsOfFile: folder, encoding: .utf8)
    let conditions = text.split(separator: "static var needs").dropFirst().compactMap { rest in
      rest.split(separator: ":").first.map(String.init)
    }
    // Without rights runs whoever is no root, and another user for root.
    #expect(
      Set(conditions)
        == [
          "Journal", "Mounts", "LoopDevices", "PowerCuts", "UserWithoutRights", "AnotherUser",
          "FalseTime", "French",
        ]
    )
    #expect(Requirements.refusals.count == 7)
  }
}
