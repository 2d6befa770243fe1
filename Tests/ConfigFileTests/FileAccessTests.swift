import Posix
import Testing

@testable import ConfigFile

@Suite struct FileAccessTests {
  private func trouble(_ path: String, limit: Int = 1 << 20) -> FileTrouble? {
    guard case .failure(let trouble) = FileAccess.disk.read(path, limit) else { return nil }
    return trouble
  }

  @Test func `a file is read whole`() throws {
    let bytes = try FileAccess.disk.read(#filePath, 1 << 20).get()
    #expect(bytes == (try Fixtures.bytes(#filePath)))
    #expect(!bytes.isEmpty)
  }

  @Test func `a file of exactly the limit is read, one byte less is too little`() throws {
    let count = try Fixtures.bytes(#filePath).count
    #expect(trouble(#filePath, limit: count) == nil)
    #expect(trouble(#filePath, limit: count - 1) == .size(limit: count - 1))
  }

  @Test func `what is no file is told apart`() {
    #expect(trouble(Fixtures.folder + "none.yaml") == .missing)
    #expect(trouble(Fixtures.folder) == .folder)
    #expect(trouble("/dev/zero") == .special)
    #expect(trouble(#filePath + "/a.yaml") == .noFolder)
  }

  @Test(
    arguments: [
      (.noAccess, .forbidden), (.notPermitted, .forbidden), (.noSuchFile, .missing),
      (.notDirectory, .noFolder), (.isDirectory, .folder), (.noSuchDevice, .special),
      (.inputOutput, .other(.inputOutput)),
    ] as [(Errno, FileTrouble)]
  )
  func `the system's errors are sorted`(_ errno: Errno, _ wanted: FileTrouble) {
    #expect(FileTrouble(errno) == wanted)
  }

  @Test func `the names of a folder are listed`() throws {
    #expect(try FileAccess.disk.names(Fixtures.folder).get().contains("good"))
    #expect(throws: FileTrouble.missing) {
      try FileAccess.disk.names(Fixtures.folder + "none").get()
    }
    #expect(throws: FileTrouble.noFolder) { try FileAccess.disk.names(#filePath).get() }
  }

  @Test(arguments: [
    ("Europe/Paris", true), ("UTC", true), ("Europe/Pariss", false), ("tzdata.zi", false),
    ("Europe", false), ("../../../etc/passwd", false),
  ])
  func `this machine knows a time zone`(_ name: String, _ wanted: Bool) {
    #expect((Surroundings.ofThisMachine().zone(name) != nil) == wanted)
  }

  @Test func `this machine compiles patterns`() {
    let surroundings = Surroundings.ofThisMachine()
    #expect(surroundings.patternFault("^a+$") == nil)
    #expect(surroundings.patternFault("(a")?.contains("parenthesis") == true)
  }
}
