import Chronology
import Importing
import Sampling
import Testing

@Suite struct ImportTableTests {
  private func reading(_ text: String) -> Result<ImportReading, ImportRefusal> {
    importing(Array(text.utf8))
  }

  private func faults(_ text: String) -> [String] {
    guard case .failure(let refusal) = reading(text) else { return [] }
    return refusal.lines(file: "f.csv")
  }

  @Test func `rows are read by the names of their columns`() throws {
    let read = try reading(
      """
      outcome,total_us,at,cause,status
      up,81234,2026-03-14T09:41:07Z,,200
      "down",,1773481297000,"http-5xx",503

      """
    ).get()
    #expect(read.count == 2)
    #expect(read[0].measuredTime(of: nil) == .microseconds(81_234))
    #expect(read[1].cause == .http5xx && read[1].status == 503)
    #expect(read[1].measuredTime(of: nil) == nil, "empty is not known")
  }

  @Test(arguments: [
    ("at,outcome,total_ms\n", "f.csv:1:12: \"total_ms\" is not a column"),
    ("at,outcome,at\n", "f.csv:1:12: the column \"at\" stands twice"),
    ("at,outcome\n1773481297000\n", "f.csv:2:1: the row has 1 values, and there are 2 columns"),
    ("at,outcome\n1773481297000,\"up\n", "f.csv:2:1: a quote is not closed"),
    ("at,outcome\n1773481297000,u\"p\n", "f.csv:2:1: a quote is not closed"),
    ("at,outcome\n1773481297,up\n", "f.csv:2:1: \"at\" is 1773481297: this looks like seconds"),
    ("at,outcome\n1.5e3,up\n", "f.csv:2:1: \"at\" is 1.5e3"),
    ("at,outcome\n,up\n", "f.csv:2:1: \"at\" is null"),
    ("at,outcome\n1773481297000,ok\n", "f.csv:2:15: \"ok\" is not an outcome"),
    ("at,outcome\n", "f.csv:1:1: the file holds no sample"),
  ])
  func `each fault has its place`(text: String, fault: String) throws {
    let found = faults(text)
    #expect(found.contains { $0.hasPrefix(fault) }, "\(found)")
  }

  @Test func `lines that name a check must name the one that is imported`() throws {
    let lines = [
      #"{"check": "web", "at": 1773481267250, "outcome": "up"}"#,
      #"{"check": "other", "at": 1773481268250, "outcome": "up"}"#,
    ]
    var file = ImportFile(series: series, check: CheckID("web"), now: now)
    file.append(Array(lines.joined(separator: "\n").utf8))
    guard case .failure(let refusal) = finished(file) else {
      Issue.record("the line of another check is accepted")
      return
    }
    #expect(refusal.lines(file: "f").count == 1)
    #expect(refusal.lines(file: "f")[0].hasPrefix("f:2:11: the sample is of \"other\""))
  }
}
