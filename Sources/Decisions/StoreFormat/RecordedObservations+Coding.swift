import Agreement
import Chronology
import Sampling

extension RecordedObservations {
  func encode(into body: inout ByteSink) {
    body.instant(recorded)
    body.text(feed.name)
    body.byte(feed.kind.rawValue)
    body.text(source.cut(to: RecordedObservations.sourceLimit))
    body.byte(author.rawValue)
    body.text(file.cut(to: RecordedObservations.fileLimit))
    body.raw(hash)
    body.varint(UInt64(max(0, part)))
    body.varint(UInt64(max(1, parts)))
    body.varint(UInt64(entries.count))
    var before: Int64 = 0
    for entry in entries {
      let start = entry.interval.start.recordable
      body.text(entry.id.cut(to: ObservedEntry.idLimit))
      body.zigzag(start - before)
      body.varint(UInt64(max(0, entry.interval.end.recordable - start)))
      if feed.kind == .counts {
        body.varint(UInt64(max(0, entry.good)))
        body.varint(UInt64(max(0, entry.valid)))
      }
      before = start
    }
  }

  init(from body: inout ByteCursor) throws(FormatError) {
    let recorded = try body.instant()
    let name = try body.text(limit: TextLimit.name)
    if !isIdentifier(name) { throw .malformed("name") }
    guard let kind = ObservationFeed.Kind(rawValue: try body.byte()) else {
      throw .malformed("kind of observations")
    }
    let source = try body.text(limit: RecordedObservations.sourceLimit)
    guard let author = Annotation.Author(rawValue: try body.byte()) else {
      throw .malformed("observations' author")
    }
    let file = try body.text(limit: RecordedObservations.fileLimit)
    let hash = try body.raw(32)
    let part = try body.varint()
    let parts = try body.varint()
    if parts > UInt64(RecordedObservations.partLimit) || part >= parts {
      throw .malformed("part of observations")
    }
    let count = try body.varint()
    if count > UInt64(RecordedObservations.entryLimit) {
      throw .malformed("number of observations")
    }
    var entries: [ObservedEntry] = []
    var before: Int64 = 0
    for _ in 0..<count {
      entries.append(try ObservedEntry(of: kind, after: before, from: &body))
      before = entries[entries.count - 1].interval.start.nanoseconds
    }
    self.init(
      recorded: recorded,
      feed: ObservationFeed(name: name, kind: kind),
      source: source,
      author: author,
      file: file,
      hash: hash,
      part: Int(part),
      parts: Int(parts),
      entries: entries
    )
  }
}

extension ObservedEntry {
  /// - Parameter before: Where the entry before it starts, in nanoseconds since 1970.
  fileprivate init(
    of kind: ObservationFeed.Kind,
    after before: Int64,
    from body: inout ByteCursor
  ) throws(FormatError) {
    let id = try body.text(limit: ObservedEntry.idLimit)
    if id.isEmpty { throw .malformed("observation's id") }
    let (first, isTooFar) = before.addingReportingOverflow(try body.zigzag())
    if isTooFar { throw .malformed("instant") }
    let start = try Instant(recorded: first)
    let length = try body.varint()
    if length > UInt64(ObservedEntry.longest.nanoseconds) { throw .malformed("interval") }
    let interval = Interval(start, try Instant(recorded: start.nanoseconds + Int64(length)))
    guard kind == .counts else {
      self.init(id: id, interval: interval)
      return
    }
    let good = try body.varint()
    let valid = try body.varint()
    if good > valid || valid > UInt64(ObservedEntry.countLimit) { throw .malformed("counts") }
    self.init(id: id, interval: interval, good: Int64(good), valid: Int64(valid))
  }
}
