package import Agreement
package import Chronology
import Sampling

/// Annotations as `constat annotations` and reports list them: what was declared, and how late.
package struct AnnotationList: Hashable, Sendable {
  /// In the order in which they are listed: by beginning, then as they were recorded.
  package let annotations: [RecordedAnnotation]

  /// The annotations of a record that are about something and touch a stretch of time.
  ///
  /// - Parameters:
  ///   - isAbout: Whether a scope is meant.
  ///   - stretch: Nil for all time.
  package init(
    _ recorded: [RecordedAnnotation],
    in stretch: Interval? = nil,
    where isAbout: (Annotation.Scope) -> Bool = { _ in true }
  ) {
    annotations = recorded.filter { recorded in
      isAbout(recorded.annotation.scope)
        && (stretch.map { recorded.annotation.touches($0) } ?? true)
    }.sorted { first, second in
      (first.annotation.start, first.recorded, first.id)
        < (second.annotation.start, second.recorded, second.id)
    }
  }

  /// A few lines each; `no annotations` if there is none.
  package var text: String {
    if annotations.isEmpty { return "no annotations\n" }
    return annotations.map { "\(lines(of: $0).joined(separator: "\n"))\n" }.joined(separator: "\n")
  }

  /// The annotations as a JSON list.
  package var json: String { JSONValue.array(annotations.map(\.json)).page }

  private func lines(of recorded: RecordedAnnotation) -> [String] {
    let annotation = recorded.annotation
    let end =
      annotation.end.map { " to \($0)" } ?? (annotation.kind.lasts ? ", without an end" : "")
    let reference = annotation.reference.isEmpty ? "" : ", about \(annotation.reference)"
    var lines = ["\(recorded.id)  \(annotation.kind.word)  \(annotation.scope)\(reference)"]
    lines.append("  \(annotation.start)\(end)")
    if let noticed = annotation.noticed {
      let late = recorded.noticeLateness.map { ": LATE, \($0) after it began" }
      let notice = late ?? ", \(annotation.start - noticed) before it began"
      lines.append("  noticed \(noticed)\(notice)")
    }
    let late = recorded.lateness.map { "\($0) after it began" }
    let declared =
      annotation.kind.lasts
      ? late ?? "\(annotation.start - recorded.recorded) before it began" : late ?? "at once"
    lines.append("  declared by the \(annotation.author.word) \(recorded.recorded), \(declared)")
    lines.append("  \(annotation.reason.printable(upTo: Annotation.reasonLimit))")
    return lines
  }
}

extension RecordedAnnotation {
  /// The annotation as one object; `null` stands for what isn't said, and for what was in time.
  var json: JSONValue {
    [
      "id": .string(id),
      "kind": .string(annotation.kind.word),
      "scope": annotation.scope.json,
      "from": .string(annotation.start.description),
      "to": annotation.end.map { .string($0.description) } ?? .null,
      "noticed": annotation.noticed.map { .string($0.description) } ?? .null,
      "noticed_late_ms": noticeLateness.map { .integer($0.wholeMilliseconds) } ?? .null,
      "author": .string(annotation.author.word),
      "reason": .string(annotation.reason),
      "refers_to": annotation.reference.isEmpty ? .null : .string(annotation.reference),
      "recorded": .string(recorded.description),
      "recorded_late_ms": lateness.map { .integer($0.wholeMilliseconds) } ?? .null,
    ]
  }
}

extension Annotation.Scope {
  fileprivate var json: JSONValue {
    switch self {
    case .all: [:]
    case .agreement(let id): ["agreement": .string(id)]
    case .service(let agreement, let service):
      ["agreement": .string(agreement), "service": .string(service)]
    case .check(let id): ["check": .string(id.description)]
    }
  }
}
