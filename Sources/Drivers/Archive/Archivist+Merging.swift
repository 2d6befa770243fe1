import Chronology
import SegmentFormat
import Storage
import StoreFormat
import Upkeep

extension Archivist {
  /// Begins to make one segment of the oldest day of which there are several, and after which there is
  /// one.
  ///
  /// What only a hold keeps stays as it is: others around it have expired.
  func beginMerging(_ listing: ArchiveListing) throws(ArchiveError) {
    var day: Int64?
    var spans: [LogSpan] = []
    for span in listing.segments where span.first == span.last {
      guard !held.contains(where: { $0.name == "\(span.text).seg" }) else { continue }
      guard let time = try times.interval(of: span, listing, on: disk) else { return }
      let own = time.start.day
      if own != day {
        if let day, spans.count > 1, try begin(spans, of: day, listing) { return }
        (day, spans) = (own, [])
      }
      spans.append(span)
    }
  }

  /// - Returns: Whether it was begun; a day with a segment that can't be read, or must not be
  ///   rewritten, is left alone.
  private func begin(
    _ spans: [LogSpan],
    of day: Int64,
    _ listing: ArchiveListing
  ) throws(ArchiveError) -> Bool {
    if daysLeftAlone.contains(day) { return false }
    do throws(ArchiveError) {
      for span in spans where try SegmentFile(span, on: disk).reader.footer.isReadOnly {
        daysLeftAlone.insert(day)
        return false
      }
      let merge = try DayMerge(
        of: spans,
        definitions: try rollups.definitions(listing),
        sealed: try DayMerge.roots(of: spans, listing, on: disk),
        store: sealer.store,
        on: disk
      )
      merging = (day, merge)
      return true
    } catch {
      try leave(day, error)
      return false
    }
  }

  /// Goes on with the day that is being merged, for one step.
  func goOnMerging() {
    guard let (day, merge) = merging else { return }
    merging = nil
    do throws(ArchiveError) {
      do throws(ArchiveError) {
        switch try merge.goOn(publish: { observer.record([.sealed($0)]) }) {
        case .more: merging = (day, merge)
        case .published: try clear(try list())
        case .refused: break
        }
      } catch {
        try leave(day, error)
        try beginMerging(try list())
      }
    } catch {
      observer.told(.failure(.upkeep(error)))
    }
  }

  /// Leaves a day alone that is damaged; throws what else is wrong.
  private func leave(_ day: Int64, _ error: ArchiveError) throws(ArchiveError) {
    switch error {
    case .damaged, .differs:
      daysLeftAlone.insert(day)
      observer.told(.failure(.merging("\(CivilDate(daysSinceEpoch: day))", error)))
    default: throw error
    }
  }
}
