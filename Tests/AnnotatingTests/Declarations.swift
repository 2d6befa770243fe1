import Agreement
import Annotating
import Chronology
import Sampling
import TestKit

/// 2026-03-14T00:00:00Z: when everything in these tests is declared.
let now = Instant(seconds: 1_773_446_400)

/// Two agreements with three services, and three checks.
enum Declarations {
  static let rules = AnnotationRules(
    agreements: [agreement("shop", ["front", "api"]), agreement("office", ["front"])],
    checks: ["web", "db", "mail"].compactMap { CheckID($0) }
  )

  private static func agreement(_ id: String, _ services: [String]) -> Agreement {
    Agreement(
      id: id,
      title: id,
      revision: 1,
      effective: CivilDate(daysSinceEpoch: 0),
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "P"), customer: Party(name: "C")),
      services: services.compactMap { id in
        CheckID("web").map { Service(id: id, description: id, check: $0) }
      },
      objectives: [],
      sha256: ""
    )
  }

  /// Work of two hours that ended an hour ago.
  static var maintenance: Annotation {
    Annotation(
      kind: .maintenance,
      scope: .service(agreement: "shop", service: "front"),
      start: now - .hours(3),
      end: now - .hours(1),
      author: .provider,
      reason: "New disks"
    )
  }

  /// Why a declaration is refused; nil if it isn't.
  static func fault(
    _ annotation: Annotation,
    after recorded: [RecordedAnnotation] = []
  ) -> AnnotationFault? {
    do throws(AnnotationFault) {
      try rules.check(annotation, after: recorded, at: now)
      return nil
    } catch {
      return error
    }
  }
}
