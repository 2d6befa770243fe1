import Systemd
import Testing

@Suite struct JournalTests {
  @Test(arguments: [0, Journal.mostFields + 1])
  func `an entry of no fields or too many is refused`(count: Int) throws {
    let fields = try (0..<count).map { try JournalField("A\($0)", "") }
    #expect(throws: JournalError.fieldCount(count)) { try Journal.send(fields) }
  }

  // Where a journal listens, this machine's would get the entry. JournaldTests have one of their own.
  @Test(.disabled(if: Journal.isPresent, "this machine has a journal"))
  func `without a journal an entry isn't silently lost`() throws {
    let field = try JournalField("MESSAGE", "nobody reads this")
    #expect(throws: JournalError.noSocket) { try Journal.send([field]) }
  }

  @Test func `errors say what to do in one line`() {
    #expect(JournalError.noSocket.description.contains("is systemd-journald running?"))
    #expect(JournalError.failed(errno: 111).description.contains("Connection refused (errno 111)"))
    #expect(JournalError.invalidName("a b").description.contains("\"a b\""))
  }
}
