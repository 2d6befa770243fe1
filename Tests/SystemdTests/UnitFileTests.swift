import TestKit
import Testing

@Suite struct UnitFileTests {
  @Test func `systemd accepts the unit without a word, and it is little exposed`() throws {
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let check = try Command("/\(folder)/harness/check-unit.sh")
    if check.status == 77 { try Test.cancel("systemd-analyze is missing") }
    #expect(check.status == 0, "\(check.output)")
    #expect(check.output.contains("Overall exposure level for constatd.service"))
  }
}
