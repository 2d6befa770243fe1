import Agreement
import Annotating
import Chronology
import Posix
import Sampling
import Storage
import StoreFormat
import TestKit
import Testing

@testable import Recording

@Suite struct AnnotationRecordingTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func rules(_ checks: [String]) -> AnnotationRules {
    AnnotationRules(agreements: [], checks: checks.compactMap { CheckID($0) })
  }

  private func annotation(
    _ kind: Annotation.Kind,
    _ scope: Annotation.Scope,
    about reference: String = ""
  ) -> Annotation {
    Annotation(
      kind: kind,
      scope: scope,
      start: newYear,
      end: kind == .release ? nil : newYear + .hours(1),
      author: .customer,
      reason: "Dispute",
      reference: reference
    )
  }

  private func record(
    _ annotation: Annotation,
    into store: Store,
    checks: [String]
  ) throws -> RecordedAnnotation {
    try AnnotationRecording(annotation, by: rules(checks)).record(
      into: store,
      reading: try PosixDisk.reading(scratch.file("store")),
      at: later
    )
  }

  @Test func `what is declared is on record when it is acknowledged`() throws {
    let store = try scratch.store()
    let made = try record(annotation(.hold, .all), into: store, checks: [])
    #expect(try scratch.records().contains(.annotated(made)))
  }

  @Test func `a hold is released though its check has left the configuration`() throws {
    let store = try scratch.store()
    let web = Annotation.Scope.check(definition("web").id)
    let hold = try record(annotation(.hold, web), into: store, checks: ["web"])
    // A caller's own scope says nothing: it is the hold's.
    let release = try record(
      annotation(.release, web, about: hold.id),
      into: store,
      checks: ["other"]
    )
    #expect(release.annotation.scope == web && release.annotation.reference == hold.id)
    #expect(throws: AnnotationObstacle.self) {
      _ = try record(annotation(.release, .all, about: hold.id), into: store, checks: [])
    }
  }

  @Test func `another declaration about what is not configured is refused`() throws {
    let store = try scratch.store()
    let web = Annotation.Scope.check(definition("web").id)
    #expect(throws: AnnotationObstacle.fault(.unknownCheck("web", known: ["other"]))) {
      _ = try record(annotation(.hold, web), into: store, checks: ["other"])
    }
    #expect(try scratch.records().allSatisfy { if case .annotated = $0 { false } else { true } })
  }
}
