import Chronology
import Sampling
import Testing

@testable import Importing

@Suite struct ImportSpacingTests {
  private let start = Instant(seconds: 1_770_000_000)

  /// What a file says whose samples stand at `seconds` to a check that vouches for 3 s.
  private func spacing(_ seconds: [Int64], from first: Int = 0) throws -> ImportSpacing? {
    let series = SeriesID(number: 0)
    var file = ImportFile(series: series, now: Instant(seconds: 1_800_000_000))
    for second in seconds {
      let at = (start + .milliseconds(second * 1_000)).milliseconds
      file.append(Array("{\"at\": \(at), \"outcome\": \"up\"}\n".utf8))
    }
    let definition = CheckDefinition(
      id: try #require(CheckID("database")),
      method: "tcp",
      target: "db.example:5432",
      interval: .seconds(2),
      timeout: .seconds(1),
      confirmation: Confirmation(),
      rules: ""
    )
    return ImportSpacing(of: try file.finish(), from: first, by: definition)
  }

  @Test func `lines a minute apart leave 95 % unknown, and the line says what to do`() throws {
    let found = try #require(try spacing((0..<100).map { $0 * 60 }))
    #expect(
      "\(found)"
        == "most lines are 1 min 00 s apart, and a sample of 'database' vouches for 3 s: "
        + "95 % of this time stays unknown; set the check's interval to 60s before you import, or "
        + "import it all the same with --sparse: what is recorded is never replaced"
    )
  }

  @Test func `lines that are near enough, few that are not, and one alone, are no matter`() throws {
    #expect(try spacing((0..<100).map { $0 * 3 }) == nil)
    #expect(try spacing([0, 2, 4, 6, 3_600]) == nil)
    #expect(try spacing([0]) == nil)
  }

  @Test func `only what is imported now counts`() throws {
    #expect(try spacing([0, 2, 4, 6, 66, 126], from: 3)?.unknownPercent == 95)
  }
}
