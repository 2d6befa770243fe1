import Agreement
import Chronology
import Sampling
import Testing

@testable import ConfigFile

/// Declarations on record that the agreement refuses.
@Suite struct DeclarationDoubtTests {
  private static let files = [
    "constatd.yaml": """
    vantage: a
    store: /s
    checks: {c: {tcp: 'a:1', interval: 10s, timeout: 5s}, d: {tcp: 'd:1', interval: 10s, timeout: 5s}}
    agreements: '*.yml'
    """,
    "first.yml": agreement(1, "2026-01-01"),
    "second.yml": agreement(2, "2026-07-01"),
  ]

  private static func agreement(_ revision: Int, _ effective: String) -> String {
    """
    agreement: a
    title: A
    revision: \(revision)
    effective: \(effective)
    language: en
    time-zone: UTC
    currency: EUR
    parties: {provider: {name: A}, customer: {name: B}}
    services: {s: {description: S, available-when: "all(c, d)"}}
    objectives: {o: {service: s, availability: '>= 99%', window: month}}
    exclusions:
      maintenance:
        notice: 72h
        single: 4h
        at-most: unlimited
        during: {daily: 00:00-06:00}
      force-majeure: {declared-by: [provider], accepted-by: [customer]}
    """
  }

  private func declared(
    _ id: String,
    _ kind: Annotation.Kind = .maintenance,
    at start: String = "2026-03-10T01:00:00Z",
    hours: Int64 = 2,
    notice: TimeAmount = .hours(72),
    by author: Annotation.Author = .provider,
    of scope: Annotation.Scope = .agreement("a"),
    to reference: String = ""
  ) throws -> RecordedAnnotation {
    let start = try #require(Instant(rfc3339: start))
    return RecordedAnnotation(
      id: id,
      recorded: start,
      annotation: Annotation(
        kind: kind,
        scope: scope,
        start: start,
        end: kind.lasts ? start + .hours(hours) : nil,
        noticed: kind == .maintenance ? start - notice : nil,
        author: author,
        reason: "a reason",
        reference: reference
      )
    )
  }

  private func headlines(_ annotations: [RecordedAnnotation]) -> [String] {
    var surroundings = Surroundings.test
    surroundings.recordedAnnotations = { $0 == "/s" ? annotations : [] }
    let reading = load(Self.files, surroundings)
    #expect(reading.configuration != nil)
    return reading.diagnostics.map(\.headline)
  }

  @Test func `what the agreement takes is no doubt`() throws {
    #expect(
      headlines([
        try declared("one"), try declared("two", .forceMajeure, at: "2026-03-11T09:00:00Z"),
        try declared("three", of: .agreement("other")), try declared("four", .note),
        try declared("early", at: "2025-12-01T01:00:00Z", notice: .zero),
      ]).isEmpty
    )
  }

  @Test func `each that it refuses is a warning at its clause, with what to do`() throws {
    let refused = "of 2026-03-10T01:00:00Z, declared as"
    let found = headlines([
      try declared("late", notice: .hours(71)), try declared("long", hours: 5),
      try declared("day", at: "2026-03-10T09:00:00Z"),
      try declared("theirs", .forceMajeure, by: .customer),
      try declared("fault", .customerFault, by: .customer),
      try declared("part", .forceMajeure, of: .check(try #require(CheckID("c")))),
      try declared("back"),
      try declared("word", .dispute, by: .provider, to: "back"),
    ])
    #expect(
      found == [
        "first.yml:11:1: warning: the customer-fault \(refused) fault, is refused: the agreement has no"
          + " clause for it; a new revision can have one: customer-fault: {…}",
        "first.yml:13:5: warning: the maintenance \(refused) late, is refused: notice came later than"
          + " agreed, or after it began; declare it again with --noticed if the other party was told in"
          + " time",
        "first.yml:14:5: warning: the maintenance \(refused) long, is refused: it is longer than one may"
          + " be; declare it in parts if it was in parts",
        "first.yml:16:5: warning: the maintenance of 2026-03-10T09:00:00Z, declared as day, is refused:"
          + " it isn't wholly in the hours in which it may be; declare the part that is, by itself",
        "first.yml:17:3: warning: the force-majeure \(refused) part, is refused: it is about one check of"
          + " a service that rests on several; declare it of the service, with --service",
        "first.yml:17:19: warning: the force-majeure \(refused) theirs, is refused: it isn't customer's"
          + " to declare; let one declare it who may",
      ]
    )
  }

  @Test func `it is refused by the revision that holds when it begins`() throws {
    let found = headlines([try declared("late", at: "2026-08-10T01:00:00Z", notice: .zero)])
    #expect(found.count == 1)
    #expect(
      found.first?.hasPrefix("second.yml:13:5: warning: the maintenance of 2026-08-10") == true
    )
  }
}
