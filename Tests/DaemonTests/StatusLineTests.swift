import Testing

@testable import Daemon

@Suite struct StatusLineTests {
  @Test(
    arguments: [
      (0, "2 checks, 1 incident open, last commit none"),
      (1, "2 checks, 1 incident open, 1 sample not judged, because they are out of order, last"),
      (7, "2 checks, 1 incident open, 7 samples not judged, because they are out of order, last"),
    ] as [(Int64, String)]
  )
  func `samples that no judge could use are named`(_ refused: Int64, _ start: String) {
    let line = StatusLine(checks: 2, incidents: 1, refused: refused, store: "last commit none")
    #expect(line.text.hasPrefix(start))
    #expect(line.text.hasSuffix("last commit none"))
  }
}
