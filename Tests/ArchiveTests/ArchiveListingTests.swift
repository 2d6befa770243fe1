import Testing

@testable import Archive

@Suite struct ArchiveListingTests {
  private func listing(segments: [LogSpan], ledgers: [LogSpan]) -> ArchiveListing {
    ArchiveListing(
      logs: [],
      segments: segments.map { "\($0.text).seg" },
      ledgers: ledgers.map { "\($0.text).led" }
    )
  }

  @Test func `a day's segment holds although a log file within it never was`() {
    // Of 3 nothing was ever committed: the disk failed when it was to get its name.
    let day = LogSpan(1, through: 5)
    let found = listing(
      segments: [day, LogSpan(1), LogSpan(2)],
      ledgers: [LogSpan(1), LogSpan(2), LogSpan(4), LogSpan(5)]
    )
    #expect(found.segments == [day])
    #expect(found.leftovers.map(\.name) == ["\(LogSpan(1).text).seg", "\(LogSpan(2).text).seg"])
    #expect(!found.isMissing(5))
  }

  @Test func `a segment whose end no ledger file stands for is passed over`() {
    let ledgers = [LogSpan(1), LogSpan(2)]
    let spans = [LogSpan(3), LogSpan(2, through: 3), LogSpan(0, through: 1)]
    for span in spans { #expect(listing(segments: [span], ledgers: ledgers).segments.isEmpty) }
  }
}
