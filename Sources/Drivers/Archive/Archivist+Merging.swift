import Chronology
import SegmentFormat
import Storage
import StoreFormat
import Upkeep

extension Archivist {
  /// Makes one segment of the oldest day of which there are several, and after which there is one.
  ///
  /// What only a hold keeps stays as it is: others around it have expired.
  func mergeDay(_ listing: ArchiveListing) throws(ArchiveError) {
    var day: Int64?
    var spans: [LogSpan] = []
    for span in listing.segments where span.first == span.last {
      guard !held.contains(where: { $0.name == "\(span.text).seg" }) else { continue }
      guard let time = try times.interval(of: span, listing, on: disk) else { return }
      let own = time.start.day
      if own != day {
        if let day, spans.count > 1, try merge(spans, of: day, listing) { return }
        (day, spans) = (own, [])
      }
      spans.append(span)
    }
  }

  /// - Returns: Whether that was tried; a day with a segment that can't be read, or must not be
  ///   rewritten, is left alone.
  private func merge(
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
      let merge = DayMerge(
        of: spans,
        definitions: try rollups.definitions(listing),
        sealed: try DayMerge.roots(of: spans, listing, on: disk),
        on: disk
      )
      _ = try merge.run(store: sealer.store) { observer.record([.sealed($0)]) }
      return true
    } catch {
      switch error {
      case .damaged, .differs:
        daysLeftAlone.insert(day)
        observer.told(
          .failure(.merging("\(CivilDate(daysSinceEpoch: day))", error))
        )
        return false
      default: throw error
      }
    }
  }
}
