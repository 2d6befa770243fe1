import Execution
import Testing

@Suite struct WeakTests {
  private final class Thing: Sendable {}

  @Test func `a weak reference keeps nobody`() {
    let weak = Weak<Thing>()
    #expect(weak.value == nil)
    var thing: Thing? = Thing()
    thing.map { weak.set($0) }
    #expect(weak.value === thing)
    thing = nil
    #expect(weak.value == nil)
  }
}
