import Posix
import Testing

@Suite struct ErrnoTests {
  @Test func `an error says what the C library says, with its number`() {
    #expect(Errno.noSpace.description == "No space left on device (errno 28)")
    #expect(Errno(rawValue: 4711).description == "Unknown error 4711 (errno 4711)")
  }

  @Test func `a full quota is no space`() {
    #expect(Errno.quota.isNoSpace)
    #expect(!Errno.inputOutput.isNoSpace)
  }
}
