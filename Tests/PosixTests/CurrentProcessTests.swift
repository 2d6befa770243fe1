import Posix
import Testing

@Suite struct CurrentProcessTests {
  @Test func `this process has a number, memory and descriptors`() throws {
    #expect(CurrentProcess.number > 1)
    #expect(try #require(CurrentProcess.residentBytes()) > 1_000_000)
    let raised = try CurrentProcess.raiseDescriptorLimit()
    #expect(try CurrentProcess.descriptorLimit() == raised)
  }

  @Test func `a variable that isn't set is nil`() {
    #expect(Environment.value(of: "PATH")?.isEmpty == false)
    #expect(Environment.value(of: "CONSTAT_NOT_SET") == nil)
  }
}
