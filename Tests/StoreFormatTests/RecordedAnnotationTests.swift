import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import StoreFormat

@Suite struct RecordedAnnotationTests {
  /// The one that docs/formats/log.md shows.
  static let maintenance = RecordedAnnotation(
    Annotation(
      kind: .maintenance,
      scope: .service(agreement: "shop", service: "front"),
      start: Instant(seconds: 1_773_453_600),
      end: Instant(seconds: 1_773_460_800),
      noticed: Instant(seconds: 1_773_187_200),
      author: .provider,
      reason: "New disks"
    ),
    recordedAt: Instant(seconds: 1_773_446_400)
  )

  @Test func `the worked example is what the code writes`() throws {
    let bytes = Record.annotated(Self.maintenance).encoded()
    let example = stride(from: 0, to: bytes.count, by: 16).map { start in
      bytes[start..<min(start + 16, bytes.count)].map { Hexadecimal.text([$0]) }
        .joined(separator: " ") + "\n"
    }.joined()
    let document = try RepositoryFile.text("docs/formats/log.md")
    #expect(document.contains(example), "the example should be:\n\(example)")
    #expect(document.contains("`\(Self.maintenance.id)`"), "its id is \(Self.maintenance.id)")
  }

  @Test func `the id is that of the bytes, and any change gives another`() throws {
    let body = Array(Record.annotated(Self.maintenance).encoded().dropFirst(2))
    #expect(Self.maintenance.id == Hexadecimal.text(Array(SHA256.hash(body).prefix(6))))
    var later = Self.maintenance.annotation
    later.reason += "."
    #expect(RecordedAnnotation(later, recordedAt: Self.maintenance.recorded) != Self.maintenance)
    let again = RecordedAnnotation(
      Self.maintenance.annotation,
      recordedAt: Self.maintenance.recorded + .milliseconds(1)
    )
    #expect(again.id != Self.maintenance.id)
  }

  @Test(arguments: Annotation.Kind.allCases)
  func `every kind comes back as it was, with and without an end and a notice`(
    kind: Annotation.Kind
  ) throws {
    var source = RandomRecords(seed: UInt64(kind.rawValue))
    for _ in 0..<40 {
      var annotation = source.annotation()
      annotation.kind = kind
      let record = Record.annotated(RecordedAnnotation(annotation, recordedAt: source.instant()))
      #expect(try Record.decoded(record.encoded()) == record)
    }
  }

  /// The example's body with a byte changed.
  private func decode(_ place: Int, _ value: UInt8) throws -> Record? {
    var bytes = Record.annotated(Self.maintenance).encoded()
    bytes[2 + place] = value
    return try Record.decoded(bytes)
  }

  @Test func `a kind, a scope, an author or flags that nobody knows are refused`() throws {
    #expect(throws: FormatError.malformed("annotation's kind")) { _ = try decode(0, 0) }
    #expect(throws: FormatError.malformed("annotation's kind")) { _ = try decode(0, 14) }
    let scope = 10
    #expect(Record.annotated(Self.maintenance).encoded()[2 + scope] == 2, "where the scope is")
    #expect(throws: FormatError.malformed("annotation's scope")) { _ = try decode(scope, 4) }
    #expect(throws: FormatError.malformed("name")) { _ = try decode(scope + 2, 0x20) }
    #expect(throws: FormatError.malformed("annotation's flags")) { _ = try decode(scope + 12, 4) }
    let author = Record.annotated(Self.maintenance).encoded().count - 2 - 12
    #expect(throws: FormatError.malformed("annotation's author")) { _ = try decode(author, 0) }
    #expect(throws: FormatError.malformed("annotation's author")) { _ = try decode(author, 5) }
  }

  @Test func `every truncation is refused`() {
    let bytes = Record.annotated(Self.maintenance).encoded()
    for count in bytes.indices {
      #expect(throws: FormatError.self) { _ = try Record.decoded(Array(bytes.prefix(count))) }
    }
  }

  @Test func `a text beyond its limit is cut when written and refused when read`() throws {
    var annotation = Self.maintenance.annotation
    annotation.reason = String(repeating: "é", count: Annotation.reasonLimit)
    let record = RecordedAnnotation(annotation, recordedAt: Instant(seconds: 1))
    guard case .annotated(let read)? = try Record.decoded(Record.annotated(record).encoded()) else {
      Issue.record("no annotation")
      return
    }
    #expect(read.annotation.reason.utf8.count == Annotation.reasonLimit)
    #expect(read.id == record.id)
  }
}
