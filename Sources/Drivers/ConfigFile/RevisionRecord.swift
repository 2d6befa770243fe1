import Agreement
import Chronology
import Yaml

extension [RecordedRevision] {
  /// Says on `page` that `agreement` is not the text that was recorded under its revision, if it isn't.
  ///
  /// - Parameter entry: Where the page says which revision it is.
  func hold(_ agreement: Agreement, to entry: YamlEntry, on page: Page) {
    guard let recorded = of(agreement), recorded.contradicts(agreement) else { return }
    page.error(
      "revision \(agreement.revision) of '\(agreement.id)' was recorded on"
        + " \(recorded.recorded.rfc3339(decimals: 0)) with SHA-256 \(recorded.sha256.prefix(12))…;"
        + " this file differs (\(agreement.sha256.prefix(12))…)",
      hint:
        "put the earlier text back, or raise 'revision' and give it an 'effective' date in a new"
        + " file",
      at: entry.mark
    )
  }
}
