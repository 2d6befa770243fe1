package import Agreement
import Chronology
import Sampling
import StoreFormat

/// What is to be declared, as a command asks the daemon by the inbox.
///
/// It is the line `annotate 1 RECORD` and a line feed: the ANNOTATION record in hexadecimal digits. The
/// daemon puts its own time into it. Everything in it is untrusted.
package struct AnnotationRequest: Hashable, Sendable {
  /// How many bytes the line has at most, with its end.
  package static let longest = 16_384
  /// What the line begins with.
  package static let start = "annotate 1 "

  /// What is to be declared.
  package let annotation: Annotation

  /// A request to declare this.
  package init(_ annotation: Annotation) {
    self.annotation = annotation
  }

  /// Reads the line, without its end; nil if it isn't one.
  package init?(line: some Collection<UInt8>) {
    guard line.count < AnnotationRequest.longest,
      let text = String(validating: line, as: UTF8.self),
      text.utf8.starts(with: AnnotationRequest.start.utf8),
      let bytes = Hexadecimal.bytes(text.dropFirst(AnnotationRequest.start.count)),
      case .annotated(let recorded)? = try? Record.decoded(bytes)
    else { return nil }
    annotation = recorded.annotation
  }

  /// The line with its end.
  package var line: [UInt8] {
    let record = RecordedAnnotation(annotation, recordedAt: Instant(nanoseconds: 0))
    let digits = Hexadecimal.text(Record.annotated(record).encoded())
    return Array("\(AnnotationRequest.start)\(digits)\n".utf8)
  }
}
