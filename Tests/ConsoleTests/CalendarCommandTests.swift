import TestKit
import Testing

@Suite struct CalendarCommandTests {
  private func run(_ arguments: [String]) throws -> ConsoleRun {
    let fixture = try RecordedFixture()
    return try ConsoleRun(["calendar"] + arguments + fixture.places)
  }

  @Test func `a calendar needs no store`() throws {
    let text = try run(["shop", "--from", "2026-03-01", "--to", "2026-03-08"])
    #expect(text.status == 0, "\(text.all)")
    #expect(text.errors.isEmpty)
    #expect(text.output.contains("Hosting of the shop"))
    #expect(text.output.contains("storefront · day: availability"))
    #expect(text.output.contains("\n  2026-03-07  2026-03-07 00:00 +00:00"), "\(text.output)")
    #expect(!text.output.contains("\n  2026-03-08  "), "--to is outside")
    let json = try run(
      ["shop", "--from", "2026-03-01", "--to", "2026-03-08", "--format", "json"]
    )
    #expect(json.output.contains("\"format\": \"constat.calendar/1\""), "\(json.all)")
  }

  @Test func `without dates it is twelve months from this one on`() throws {
    let json = try run(["shop", "--format", "json"])
    #expect(json.status == 0, "\(json.all)")
    let days = json.output.split(separator: "\n").count { $0.contains("\"name\": \"") }
    #expect((365...366).contains(days), "\(days)")
  }

  @Test func `a time before the agreement is cut off, and one that ends before it is refused`()
    throws
  {
    let early = try run(["shop", "--from", "2019-12-30", "--to", "2020-01-03"])
    #expect(early.status == 0, "\(early.all)")
    #expect(early.output.contains("2020-01-01T00:00:00Z to 2020-01-03T00:00:00Z"))
    let never = try run(["shop", "--from", "2019-01-01", "--to", "2019-02-01"])
    #expect(never.status == 64)
    #expect(never.errors.contains("effective from 2020-01-01 on: name dates"), "\(never.all)")
  }

  @Test(arguments: [
    (["--from", "March"], "constat: --from is a date such as 2026-03-01\n"),
    (["--to", "2026-02-30"], "constat: --to is a date such as 2026-03-01\n"),
    (
      ["--from", "2026-03-01", "--to", "2026-03-01"],
      "constat: --to 2026-03-01 is not after --from 2026-03-01\n"
    ),
    (
      ["--from", "2026-01-01", "--to", "2036-01-09"],
      "constat: from 2026-01-01 to 2036-01-09 are 3660 days, and a calendar shows fewer than 3660, "
        + "ten years: name a shorter time\n"
    ),
  ])
  func `dates that make no sense are refused`(options: [String], message: String) throws {
    let refused = try run(["shop"] + options)
    #expect(refused.status == 64)
    #expect(refused.errors == message)
    #expect(refused.output.isEmpty)
  }

  @Test func `an unknown agreement is refused, with those that are known`() throws {
    let refused = try run(["shpo"])
    #expect(refused.status == 64)
    #expect(refused.errors.hasSuffix("names no agreement 'shpo'; it names shop\n"))
  }
}
