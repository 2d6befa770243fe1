package import Chronology

/// Which published terms an agreement was drafted from.
package struct TemplateOrigin: Hashable, Sendable {
  /// The template's name, such as `ovh-kms`.
  package let name: String
  /// Where the terms stand: an address, or who wrote them.
  package let source: String
  /// The date that the terms bear; nil if they bore none.
  package let dated: CivilDate?
  /// Whether nobody has compared the draft with what the parties signed.
  package let needsReview: Bool

  /// An origin of these parts.
  package init(name: String, source: String, dated: CivilDate?, needsReview: Bool) {
    self.name = name
    self.source = source
    self.dated = dated
    self.needsReview = needsReview
  }
}
