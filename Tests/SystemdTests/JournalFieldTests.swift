import Systemd
import Testing

@Suite struct JournalFieldTests {
  @Test(arguments: [
    "MESSAGE", "A", "CONSTAT_BUDGET_SPENT_USEC", "A1_", String(repeating: "A", count: 64),
  ])
  func `a name that journald keeps is taken`(name: String) throws {
    let field = try JournalField(name, "é\n")
    #expect(field.name == name)
    #expect(field.value == [0xC3, 0xA9, 0x0A])
  }

  @Test(arguments: [
    "", "message", "_PID", "1A", "A-B", "A=B", "A B", "É", String(repeating: "A", count: 65),
  ])
  func `a name that journald would drop is refused`(name: String) {
    #expect(throws: JournalError.invalidName(name)) { try JournalField(name, "") }
  }
}
