import Glibc
import Posix
import Testing

@Suite struct CurrentProcessTests {
  @Test func `this process has a number, and as many descriptors as it may`() throws {
    #expect(CurrentProcess.number > 1)
    let raised = try CurrentProcess.raiseDescriptorLimit()
    var limit = rlimit()
    let result = unsafe getrlimit(CInt(RLIMIT_NOFILE.rawValue), &limit)
    #expect(result == 0)
    #expect(limit.rlim_cur == raised && limit.rlim_max == raised)
  }

  /// In a process of its own, since other tests take and free memory meanwhile.
  @Test func `a large block that is freed leaves at once, after another one has been freed`()
    async
  {
    await #expect(processExitsWith: .success) {
      CurrentProcess.returnLargeBlocks()
      func touch() -> Int { [UInt8](repeating: 1, count: 30 << 20).count { $0 == 1 } }
      #expect(touch() == 30 << 20)
      let before = try #require(residentBytes())
      #expect(touch() == 30 << 20)
      #expect(try #require(residentBytes()) < before + (24 << 20))
    }
  }

  @Test func `a variable that isn't set is nil`() {
    #expect(Environment.value(of: "PATH")?.isEmpty == false)
    #expect(Environment.value(of: "CONSTAT_NOT_SET") == nil)
  }
}

/// Memory in use, in bytes.
///
/// Source: proc_pid_statm(5), the second field, in pages.
private func residentBytes() -> Int64? {
  guard let file = try? FileHandle(opening: "/proc/self/statm", .readOnly),
    let bytes = try? file.read(upTo: 128)
  else { return nil }
  let fields = bytes.split(separator: UInt8(ascii: " "))
  guard fields.count > 1, let pages = Int64(String(decoding: fields[1], as: UTF8.self)) else {
    return nil
  }
  return pages * Int64(sysconf(CInt(_SC_PAGESIZE)))
}
