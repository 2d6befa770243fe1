import Importing
import Testing

@Suite struct ReloadRequestTests {
  @Test func `a request to reload is one line, and nothing else`() {
    #expect(String(decoding: ReloadRequest.line, as: UTF8.self) == "reload 1\n")
    #expect(ReloadRequest.isMade(by: ReloadRequest.line))
    #expect(ReloadRequest.isAll(of: ReloadRequest.line))
    let more = ReloadRequest.line + Array("x".utf8)
    #expect(ReloadRequest.isMade(by: more))
    #expect(!ReloadRequest.isAll(of: more))
  }

  @Test(arguments: ["", "reload 1", "reload 2\n", "annotate 1 00\n", "Reload 1\n"])
  func `what isn't one is somebody else's`(text: String) {
    #expect(!ReloadRequest.isMade(by: Array(text.utf8)))
  }
}
