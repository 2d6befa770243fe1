import Glibc
import Testing

@testable import Posix

@Suite struct CurrentProcessArgumentsTests {
  @Test func `the command line is the one that the process was given`() {
    let arguments = CurrentProcess.arguments
    #expect(arguments.count > 1)
    #expect(arguments == CommandLine.arguments)
  }

  @Test func `streams that are closed are occupied, and stay closed to writers`() async {
    await #expect(processExitsWith: .success) {
      close(0)
      close(1)
      StandardStream.occupyClosed()
      let file = try FileHandle(opening: "/dev/null", [.readOnly])
      precondition(file.descriptor > 2, "nothing of ours is taken for a stream")
      do throws(Errno) {
        try StandardStream.output.write("x")
        preconditionFailure("written to nobody")
      } catch {
        precondition(error.rawValue == EBADF)
      }
      // The one that was open is as it was.
      try StandardStream.error.write("x\n")
    }
  }
}
