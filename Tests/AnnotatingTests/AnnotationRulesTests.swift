import Agreement
import Annotating
import Chronology
import Sampling
import StoreFormat
import Testing

@Suite struct AnnotationRulesTests {
  private let maintenance = Declarations.maintenance

  @Test func `what is well declared is taken, however late`() {
    var annotation = maintenance
    #expect(Declarations.fault(annotation) == nil)
    annotation.noticed = now
    #expect(Declarations.fault(annotation) == nil, "noticed after it was over: recorded as such")
    annotation.start = now + .days(3)
    annotation.end = now + .days(4)
    #expect(Declarations.fault(annotation) == nil, "planned")
  }

  @Test func `a service is found by its name, or by that of its agreement too`() throws {
    let api = Annotation.Scope.service(agreement: "shop", service: "api")
    #expect(try Declarations.rules.service("api") == api)
    #expect(try Declarations.rules.service("shop/api") == api)
    let known = ["office/front", "shop/api", "shop/front"]
    #expect(
      throws: AnnotationFault.ambiguousService("front", among: ["office/front", "shop/front"])
    ) { _ = try Declarations.rules.service("front") }
    for text in ["frnt", "", "/", "shop/", "/api", "office/api", "shop/api/", "p/api"] {
      #expect(throws: AnnotationFault.unknownService(text, known: known)) {
        _ = try Declarations.rules.service(text)
      }
    }
  }

  @Test func `what it is about must be there`() {
    var annotation = maintenance
    for scope in [
      Annotation.Scope.all, .agreement("office"), .check(CheckID("db") ?? anyCheck),
      .service(agreement: "office", service: "front"),
    ] {
      annotation.scope = scope
      #expect(Declarations.fault(annotation) == nil)
    }
    annotation.scope = .agreement("sho")
    #expect(
      Declarations.fault(annotation) == .unknownAgreement("sho", known: ["office", "shop"])
    )
    annotation.scope = .check(anyCheck)
    #expect(
      Declarations.fault(annotation) == .unknownCheck("any", known: ["db", "mail", "web"])
    )
    annotation.scope = .service(agreement: "office", service: "api")
    #expect(
      Declarations.fault(annotation)
        == .unknownService("office/api", known: ["office/front", "shop/api", "shop/front"])
    )
  }

  private var anyCheck: CheckID {
    guard let id = CheckID("any") else { preconditionFailure("a name") }
    return id
  }

  @Test func `times must follow each other`() {
    var annotation = maintenance
    annotation.end = annotation.start
    let start = annotation.start
    #expect(Declarations.fault(annotation) == .endBeforeStart(start, start))
    annotation.end = nil
    #expect(Declarations.fault(annotation) == .endMissing(.maintenance))
    annotation.kind = .forceMajeure
    #expect(Declarations.fault(annotation) == nil, "it may go on")
    annotation.kind = .ticket
    #expect(Declarations.fault(annotation) == nil)
    annotation.end = now
    #expect(Declarations.fault(annotation) == .endUnwanted(.ticket))
    annotation.end = nil
    annotation.start = now + .seconds(1)
    #expect(Declarations.fault(annotation) == .toCome("--from", now + .seconds(1)))
    annotation = maintenance
    annotation.noticed = now + .seconds(1)
    #expect(Declarations.fault(annotation) == .toCome("--noticed", now + .seconds(1)))
    annotation = maintenance
    annotation.start = Instant(nanoseconds: -1)
    #expect(Declarations.fault(annotation) == .time(Instant(nanoseconds: -1)))
    annotation.start = now
    annotation.end = Instant(nanoseconds: 1 << 62)
    #expect(Declarations.fault(annotation) == .time(Instant(nanoseconds: 1 << 62)))
  }

  @Test func `a reason is a line of text`() {
    var annotation = maintenance
    for reason in ["", "  ", "\u{A0}", "\u{200B}", " \u{2060}\u{AD}"] {
      annotation.reason = reason
      #expect(Declarations.fault(annotation) == .reasonEmpty)
    }
    let broken = ["a\nb", "a\u{1B}[31m", "\u{2028}b", "a\u{85}", "a\u{202E}b", "a\u{2067}b"]
    for reason in broken + [String(decoding: [0x61, 0xFF], as: UTF8.self)] {
      annotation.reason = reason
      #expect(Declarations.fault(annotation) == .reasonBroken)
    }
    annotation.reason = "הדיסק הוחלף 👩‍🔧"
    #expect(Declarations.fault(annotation) == nil, "joined characters, and from right to left")
    annotation.reason = String(repeating: "é", count: 2_048)
    #expect(Declarations.fault(annotation) == nil)
    annotation.reason += "."
    #expect(Declarations.fault(annotation) == .reasonTooLong(4_097))
  }

  @Test func `what refers to something must name what is there`() {
    let recorded = RecordedAnnotation(maintenance, recordedAt: now)
    var dispute = Annotation(
      kind: .dispute,
      scope: maintenance.scope,
      start: now,
      author: .customer,
      reason: "No notice"
    )
    #expect(Declarations.fault(dispute) == .referenceMissing(.dispute))
    dispute.reference = recorded.id
    #expect(Declarations.fault(dispute) == .unknownReference(recorded.id))
    #expect(Declarations.fault(dispute, after: [recorded]) == nil)
    dispute.reference = "shop/api/1773446400000"
    #expect(Declarations.fault(dispute) == nil, "an incident's")
    for text in ["office/api/1", "shop/api/", "shop/api/-1", "shop/api/1/1", "\u{1B}"] {
      dispute.reference = text
      #expect(Declarations.fault(dispute) == .unknownReference(text))
    }
  }

  @Test func `a hold is released once`() {
    var hold = maintenance
    hold.kind = .hold
    let held = RecordedAnnotation(hold, recordedAt: now)
    let other = RecordedAnnotation(maintenance, recordedAt: now)
    var release = Annotation(
      kind: .release,
      scope: hold.scope,
      start: now,
      author: .customer,
      reason: "Settled",
      reference: other.id
    )
    #expect(Declarations.fault(release, after: [held, other]) == .noHold(other.id))
    release.reference = held.id
    #expect(Declarations.fault(release, after: [held, other]) == nil)
    let released = RecordedAnnotation(release, recordedAt: now)
    #expect(
      Declarations.fault(release, after: [held, released]) == .releasedBefore(held.id, now)
    )
  }

  @Test func `every fault says what to do, in one line that a terminal may show`() {
    let faults: [AnnotationFault] = [
      .unknownService("\u{1B}x", known: (0..<30).map { "s\($0)" }),
      .ambiguousService("a", among: ["b/a", "c/a"]), .unknownAgreement("a", known: []),
      .unknownCheck("a", known: ["b"]), .time(Instant(nanoseconds: -1)),
      .endBeforeStart(now, now), .endMissing(.maintenance), .endUnwanted(.ticket),
      .toCome("--from", now), .reasonEmpty, .reasonTooLong(9), .reasonBroken,
      .referenceMissing(.release), .referenceMissing(.accept), .unknownReference("\n"),
      .noHold("x"), .releasedBefore("x", now),
    ]
    for fault in faults {
      let text = "\(fault)"
      #expect(!text.utf8.contains { $0 < 0x20 } && text.utf8.count < 400, "\(text)")
    }
    #expect("\(faults[0])".hasSuffix("s19, and 10 more"))
    #expect("\(AnnotationFault.unknownAgreement("a", known: []))".hasSuffix("there is none"))
  }
}
