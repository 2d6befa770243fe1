import Agreement
import Chronology
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import BundleFormat

/// Asks a scope record by record.
private final class Disclosure {
  private(set) var scope: EvidenceScope

  init(_ scope: EvidenceScope) {
    self.scope = scope
  }

  func discloses(_ record: Record) -> Bool { scope.discloses(record) }

  /// The hashes of the texts that something names.
  var named: Set<String> { scope.named }
}

@Suite struct EvidenceScopeTests {
  private let day = Interval(Evidence.base, Evidence.base + .days(1))
  private let noon = Evidence.base + .hours(12)

  private func agreement(_ revision: Int, _ sha256: String, front: Int) -> Agreement {
    let checks = Evidence.definitions.map(\.id)
    return Agreement(
      id: "shop",
      title: "Shop",
      revision: revision,
      effective: CivilDate(daysSinceEpoch: 0),
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "P"), customer: Party(name: "C")),
      services: [
        Service(id: "front", description: "", check: checks[front]),
        Service(id: "data", description: "", check: checks[2]),
      ],
      objectives: [],
      sha256: sha256
    )
  }

  private func scope(
    _ services: [String] = ["front"],
    followedBy later: [Agreement] = []
  ) -> EvidenceScope {
    let first = agreement(1, "abc", front: 0)
    var scope = EvidenceScope(first, followedBy: later, services: services, in: day)
    for (number, definition) in Evidence.definitions.enumerated() {
      _ = scope.discloses(.series(SeriesID(number: UInt32(number)), definition))
    }
    return scope
  }

  private func event(_ facts: [String: String], at time: Instant? = nil) -> Record {
    .event(
      RecordedEvent(
        kind: "incident.opened",
        key: "k",
        time: time ?? noon,
        message: "",
        fields: facts.map { .init(name: $0.key, value: $0.value) }
      )
    )
  }

  @Test func `definitions are told of the scope's checks only`() {
    #expect(scope().series.keys.map(\.number) == [0])
    #expect(scope(["front", "data"]).series.keys.map(\.number).sorted() == [0, 2])
    #expect(scope().checks.map(\.description) == ["web"])
  }

  @Test func `gaps are told of the checks and of all, when they touch the time`() {
    let scope = Disclosure(scope())
    func gap(_ series: UInt32?, _ start: Instant) -> Record {
      .gap(
        Gap(
          series: series.map { SeriesID(number: $0) },
          interval: Interval(start, start + .minutes(1)),
          slots: 1,
          cause: .late
        )
      )
    }
    #expect(scope.discloses(gap(0, noon)) && scope.discloses(gap(nil, noon)))
    #expect(!scope.discloses(gap(1, noon)) && !scope.discloses(gap(7, noon)))
    #expect(!scope.discloses(gap(nil, day.end + .hours(1))))
    #expect(!scope.discloses(gap(nil, day.start - .hours(1))))
  }

  @Test func `time in no plan is told of the checks, when it touches the time`() throws {
    let scope = Disclosure(scope())
    func absence(_ series: UInt32, _ start: Instant) -> Record {
      .unplanned(
        Unplanned(
          series: SeriesID(number: series),
          interval: Interval(start, start + .minutes(1)),
          isOver: true
        )
      )
    }
    #expect(scope.discloses(absence(0, noon)))
    #expect(!scope.discloses(absence(1, noon)), "another's")
    #expect(!scope.discloses(absence(0, day.end + .hours(1))))
  }

  @Test func `certificates are told of the checks, those met before the time too`() throws {
    let scope = Disclosure(scope())
    func mark(_ series: UInt32, _ met: Instant) -> Record {
      .certificate(
        CertificateMark(
          series: SeriesID(number: series),
          lastBefore: met,
          met: met,
          served: ServedCertificate(
            Certificate(
              sha256: [UInt8](repeating: 1, count: 32),
              ends: met,
              chainStarts: met,
              chainEnds: met,
              subject: "",
              issuer: ""
            )
          )
        )
      )
    }
    #expect(scope.discloses(mark(0, noon)))
    #expect(scope.discloses(mark(0, day.start - .days(40))), "in force when the time begins")
    #expect(!scope.discloses(mark(1, noon)), "another's")
    #expect(!scope.discloses(mark(0, day.end + .hours(1))))
  }

  @Test func `events are told of the agreement's services, and no others`() {
    let scope = Disclosure(scope())
    let own = ["AGREEMENT": "shop", "SERVICE": "front", "CHECK": "web"]
    #expect(scope.discloses(event(own)))
    #expect(scope.discloses(event(own, at: day.end)), "the verdict at the end")
    #expect(!scope.discloses(event(own, at: day.end + .seconds(1))))
    for (name, value) in [("AGREEMENT", "other"), ("SERVICE", "data"), ("CHECK", "api")] {
      var other = own
      other[name] = value
      #expect(!scope.discloses(event(other)), "\(name)")
    }
    #expect(!scope.discloses(event([:])), "of the daemon, which may name any check")
    #expect(scope.named.isEmpty)
  }

  @Test func `which text is which revision is told, whenever it was recorded`() {
    let scope = Disclosure(scope())
    func recorded(_ agreement: String, _ revision: String, _ hash: String) -> Record {
      .event(
        RecordedEvent(
          kind: "agreement.recorded",
          key: "k",
          time: day.start - .days(9),
          message: "",
          fields: [
            .init(name: "AGREEMENT", value: agreement), .init(name: "REVISION", value: revision),
            .init(name: "AGREEMENT_SHA256", value: hash),
          ]
        )
      )
    }
    #expect(!scope.discloses(recorded("other", "1", "abc")) && scope.named.isEmpty)
    #expect(scope.discloses(recorded("shop", "2", "def")) && scope.named.isEmpty)
    #expect(scope.discloses(recorded("shop", "1", "abc")) && scope.named == ["abc"])
  }

  @Test func `of a divided period the checks of all parts are told, and what names each text`() {
    let scope = Disclosure(scope(followedBy: [agreement(2, "def", front: 1)]))
    #expect(scope.scope.checks.map(\.description).sorted() == ["api", "web"])
    let before = day.start - .days(9)
    for hash in ["abc", "def"] {
      let naming = ["AGREEMENT": "shop", "SERVICE": "front", "AGREEMENT_SHA256": hash]
      #expect(scope.discloses(event(naming, at: before)), "\(hash)")
      #expect(!scope.discloses(event(naming, at: before)), "one is enough")
    }
    #expect(scope.named == ["abc", "def"])
  }

  @Test func `one event that names the agreement is told, whenever it was`() {
    let scope = Disclosure(scope())
    let naming = ["AGREEMENT": "shop", "SERVICE": "front", "AGREEMENT_SHA256": "abc"]
    var older = naming
    older["AGREEMENT_SHA256"] = "older"
    #expect(!scope.discloses(event(older, at: day.start - .days(9))))
    #expect(scope.discloses(event(naming, at: day.start - .days(9))) && scope.named == ["abc"])
    #expect(!scope.discloses(event(naming, at: day.start - .days(8))), "one is enough")
  }

  private func note(
    _ scope: Annotation.Scope,
    _ start: Instant,
    about reference: String = ""
  ) -> RecordedAnnotation {
    RecordedAnnotation(
      Annotation(
        kind: reference.isEmpty ? .ticket : .dispute,
        scope: scope,
        start: start,
        author: .customer,
        reason: "r",
        reference: reference
      ),
      recordedAt: noon
    )
  }

  @Test func `what is declared is told with what was declared about it later`() throws {
    let scope = Disclosure(scope())
    let scopes: [(Annotation.Scope, Bool)] = [
      (.all, true), (.agreement("shop"), true), (.agreement("other"), false),
      (.service(agreement: "shop", service: "front"), true),
      (.service(agreement: "shop", service: "data"), false),
      (.service(agreement: "other", service: "front"), false),
      (.check(Evidence.definitions[0].id), true), (.check(Evidence.definitions[1].id), false),
    ]
    for (about, isTold) in scopes {
      #expect(scope.discloses(.annotated(note(about, noon))) == isTold, "\(about)")
      #expect(!scope.discloses(.annotated(note(about, day.end + .hours(1)))))
    }
    let told = note(.all, noon)
    let later = note(.all, day.end + .days(3), about: told.id)
    #expect(scope.discloses(.annotated(later)))
    #expect(!scope.discloses(.annotated(note(.all, day.end + .days(3), about: "x"))))
  }

  @Test func `samples, seals, keys and deliveries are no matter of scope`() throws {
    let scope = Disclosure(scope())
    #expect(!scope.discloses(.sent("k")))
    #expect(scope.discloses(.vantage("fra1")) && scope.discloses(.stopped(noon)))
    #expect(!scope.discloses(.stopped(day.end + .seconds(1))))
    #expect(scope.discloses(.loss(Loss(cause: .lost, interval: Interval(noon, noon)))))
  }

  @Test func `a scope is cut to what is on record`() {
    let scope = scope()
    #expect(scope.cut(to: Interval(noon, day.end + .hours(1)))?.period == Interval(noon, day.end))
    #expect(scope.cut(to: Interval(day.end, day.end + .hours(1))) == nil)
  }
}
