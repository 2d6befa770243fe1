import Posix
import Testing

@Suite struct CurrentProcessTests {
  @Test func `this process has a number, memory and descriptors`() throws {
    #expect(CurrentProcess.number > 1)
    #expect(try #require(CurrentProcess.residentBytes()) > 1_000_000)
    let raised = try CurrentProcess.raiseDescriptorLimit()
    #expect(try CurrentProcess.descriptorLimit() == raised)
  }

  @Test func `a large block that is freed leaves at once, after another one has been freed`() throws
  {
    CurrentProcess.returnLargeBlocks()
    func touch() -> Int { [UInt8](repeating: 1, count: 30 << 20).count { $0 == 1 } }
    #expect(touch() == 30 << 20)
    let before = try #require(CurrentProcess.residentBytes())
    #expect(touch() == 30 << 20)
    #expect(try #require(CurrentProcess.residentBytes()) < before + (24 << 20))
  }

  @Test func `a variable that isn't set is nil`() {
    #expect(Environment.value(of: "PATH")?.isEmpty == false)
    #expect(Environment.value(of: "CONSTAT_NOT_SET") == nil)
  }
}
