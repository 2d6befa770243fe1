package import Agreement
package import Chronology
import Sampling

extension RecordedAnnotation {
  /// The annotation as it is recorded at `time`: its id follows from what is declared and when.
  ///
  /// - Parameter time: Log time.
  package init(_ annotation: Annotation, recordedAt time: Instant) {
    self.init(id: "", recorded: time, annotation: annotation)
    id = RecordedAnnotation.id(of: body)
  }

  /// How many bytes of the hash are the id.
  private static let idLength = 6

  private static func id(of body: [UInt8]) -> String {
    Hexadecimal.text(Array(SHA256.hash(body).prefix(idLength)))
  }

  fileprivate static let (hasEnd, hasNotice): (UInt8, UInt8) = (1, 2)

  /// All but the id, which follows from it.
  private var body: [UInt8] {
    var body = ByteSink()
    body.byte(annotation.kind.rawValue)
    body.instant(recorded)
    annotation.scope.encode(into: &body)
    body.byte(
      (annotation.end == nil ? 0 : RecordedAnnotation.hasEnd)
        | (annotation.noticed == nil ? 0 : RecordedAnnotation.hasNotice)
    )
    body.instant(annotation.start)
    if let end = annotation.end {
      body.varint(UInt64(max(0, end.recordable - annotation.start.recordable)))
    }
    if let noticed = annotation.noticed { body.instant(noticed) }
    body.byte(annotation.author.rawValue)
    body.text(annotation.reason.cut(to: Annotation.reasonLimit))
    body.text(annotation.reference.cut(to: Annotation.referenceLimit))
    return body.bytes
  }

  func encode(into body: inout ByteSink) { body.raw(self.body) }

  init(from body: inout ByteCursor) throws(FormatError) {
    let start = body.position
    guard let kind = Annotation.Kind(rawValue: try body.byte()) else {
      throw .malformed("annotation's kind")
    }
    let recorded = try body.instant()
    let annotation = try Annotation(kind, from: &body)
    self.init(
      id: RecordedAnnotation.id(of: Array(body.bytes[start..<body.position])),
      recorded: recorded,
      annotation: annotation
    )
  }
}

extension Annotation {
  fileprivate init(
    _ kind: Kind,
    from body: inout ByteCursor
  ) throws(FormatError) {
    let scope = try Scope(from: &body)
    let flags = try body.byte()
    if flags > RecordedAnnotation.hasEnd | RecordedAnnotation.hasNotice {
      throw .malformed("annotation's flags")
    }
    let start = try body.instant()
    var end: Instant?
    if flags & RecordedAnnotation.hasEnd != 0 {
      let length = try body.varint()
      if length > 1 << 62 { throw .malformed("interval") }
      end = try Instant(recorded: start.nanoseconds + Int64(length))
    }
    let noticed = flags & RecordedAnnotation.hasNotice != 0 ? try body.instant() : nil
    guard let author = Author(rawValue: try body.byte()) else {
      throw .malformed("annotation's author")
    }
    self.init(
      kind: kind,
      scope: scope,
      start: start,
      end: end,
      noticed: noticed,
      author: author,
      reason: try body.text(limit: Annotation.reasonLimit),
      reference: try body.text(limit: Annotation.referenceLimit)
    )
  }
}

extension Annotation.Scope {
  fileprivate func encode(into body: inout ByteSink) {
    switch self {
    case .all: body.byte(0)
    case .agreement(let id):
      body.byte(1)
      body.text(id)
    case .service(let agreement, let service):
      body.byte(2)
      body.text(agreement)
      body.text(service)
    case .check(let id):
      body.byte(3)
      body.text(id.description)
    }
  }

  fileprivate init(from body: inout ByteCursor) throws(FormatError) {
    switch try body.byte() {
    case 0: self = .all
    case 1: self = .agreement(try body.identifier())
    case 2: self = .service(agreement: try body.identifier(), service: try body.identifier())
    case 3:
      guard let id = CheckID(try body.identifier()) else { throw .malformed("name") }
      self = .check(id)
    default: throw .malformed("annotation's scope")
    }
  }
}

extension ByteCursor {
  /// An id as a user gives it.
  fileprivate mutating func identifier() throws(FormatError) -> String {
    let text = try text(limit: TextLimit.name)
    if !isIdentifier(text) { throw .malformed("name") }
    return text
  }
}
