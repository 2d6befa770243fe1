import Agreement
import Chronology

/// Holds the revisions of all agreements against each other.
struct RevisionRules {
  /// Those that fit together, in the order of their files.
  private(set) var admitted: [Agreement] = []
  private var feeds: [String: (kind: ObservationFeed.Kind, file: String)] = [:]
  /// Where each of them is written.
  private(set) var pages: [Page] = []
  private var seen: [String: [(agreement: Agreement, file: String)]] = [:]

  /// Takes in the agreement of `page`, or says there what it contradicts.
  mutating func admit(_ agreement: Agreement, on page: Page) {
    for other in seen[agreement.id] ?? [] {
      if other.agreement.revision == agreement.revision {
        page.error(
          "revision \(agreement.revision) of agreement '\(agreement.id)' is already in"
            + " \(quoted(other.file))",
          hint: "a change starts a new revision in a new file",
          at: page.mark(of: "revision")
        )
        return
      }
      let isLater = other.agreement.revision < agreement.revision
      let isAfter = other.agreement.effective < agreement.effective
      if isLater != isAfter || other.agreement.effective == agreement.effective {
        page.error(
          "revision \(agreement.revision) of agreement '\(agreement.id)' takes effect on"
            + " \(agreement.effective), revision \(other.agreement.revision) in \(quoted(other.file))"
            + " on \(other.agreement.effective)",
          hint: "a later revision takes effect later",
          at: page.mark(of: "effective")
        )
        return
      }
    }
    for feed in agreement.services.compactMap(\.observations) {
      let known = feeds[feed.name] ?? (feed.kind, page.name)
      guard known.kind == feed.kind else {
        page.error(
          "observations '\(feed.name)' are \(feed.kind.word) here and \(known.kind.word) in"
            + " \(quoted(known.file))",
          hint: "give one of them another name"
        )
        return
      }
      feeds[feed.name] = known
    }
    seen[agreement.id, default: []].append((agreement, page.name))
    admitted.append(agreement)
    pages.append(page)
  }
}
