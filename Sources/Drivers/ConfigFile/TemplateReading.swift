import Agreement
import Yaml

extension Page {
  /// `template`: which published terms the agreement was drafted from.
  func template(_ entry: YamlEntry) -> TemplateOrigin? {
    guard let keys = Keys(entry.value, .template, on: self) else { return nil }
    let name = keys.required("name", example: "name: ovh-kms").flatMap { self.identifier($0) }
    let source = keys.required("source", example: "source: https://provider.example/sla")
      .flatMap { self.line($0, limit: 500) }
    let dated = keys.read("dated") { self.date($0) }
    let needsReview = keys.required("needs-review", example: "needs-review: true")
      .flatMap { self.choice($0, among: ["true": true, "false": false]) }
    guard let name, let source, !dated.isInvalid, let needsReview else { return nil }
    if needsReview, let place = keys["needs-review"] {
      warn(
        "the agreement was drafted from template '\(name)', and nobody has compared it with what the"
          + " parties signed: its figures are not the contract's",
        hint: "compare every clause, then write needs-review: false",
        at: place.value.mark
      )
    }
    return TemplateOrigin(
      name: name,
      source: source,
      dated: dated.value,
      needsReview: needsReview
    )
  }
}
