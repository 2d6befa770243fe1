import Agreement
import Annotating
import Chronology
import Sampling
import StoreFormat
import Testing

@Suite struct AnnotationRequestTests {
  @Test func `a request comes back as it was`() {
    var annotation = Declarations.maintenance
    annotation.noticed = now
    annotation.reason = String(repeating: "é", count: 2_048)
    let line = AnnotationRequest(annotation).line
    #expect(line.count <= AnnotationRequest.longest && line.last == 0x0A)
    #expect(AnnotationRequest(line: line.dropLast())?.annotation == annotation)
  }

  @Test func `anything else is none`() {
    let good = Array(AnnotationRequest(Declarations.maintenance).line.dropLast())
    #expect(AnnotationRequest(line: good) != nil)
    for count in good.indices { #expect(AnnotationRequest(line: good.prefix(count)) == nil) }
    #expect(AnnotationRequest(line: good + [0x30, 0x30]) == nil)
    #expect(AnnotationRequest(line: [0xFF] + good) == nil)
    let stop = Hexadecimal.text(Record.stopped(now).encoded())
    #expect(AnnotationRequest(line: "annotate 1 \(stop)".utf8) == nil, "another record")
    #expect(AnnotationRequest(line: "annotate 2 \(stop)".utf8) == nil)
    #expect(AnnotationRequest(line: [UInt8](repeating: 0x30, count: 20_000)) == nil)
  }
}
