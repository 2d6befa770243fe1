import Accounting
package import Agreement
package import Chronology
import Sampling

/// Observations as `constat observations` lists them: what was given, by whom, when, and what of it was
/// replaced since.
package struct ObservationList: Hashable, Sendable {
  /// One entry as it was given once.
  package struct Row: Hashable, Sendable {
    /// What was observed.
    package let feed: ObservationFeed
    /// The entry.
    package let entry: ObservedEntry
    /// Who or what observed it.
    package let source: String
    /// In whose name.
    package let author: Annotation.Author
    /// The file that it came from; empty if it came from a command line.
    package let file: String
    /// When it was recorded.
    package let recorded: Instant
    /// Whether it took the place of an earlier one.
    package let isCorrection: Bool
    /// When another took its place; nil if it stands.
    package internal(set) var replaced: Instant?
  }

  /// By name, then by start, then as they were recorded.
  package let rows: [Row]

  /// The observations of a record that touch a stretch of time.
  ///
  /// Files of which parts are missing are left out, as they are where they are judged.
  ///
  /// - Parameters:
  ///   - recorded: In the order of the record.
  ///   - stretch: Nil for all time.
  package init(_ recorded: [RecordedObservations], in stretch: Interval? = nil) {
    var parts: [String: ObservationParts] = [:]
    var latest: [String: [String: Int]] = [:]
    var rows: [Row] = []
    for batch in recorded {
      let name = batch.feed.name
      guard let entries = parts[name, default: ObservationParts()].take(batch) else { continue }
      for entry in entries {
        let before = latest[name]?[entry.id]
        if let before { rows[before].replaced = batch.recorded }
        latest[name, default: [:]][entry.id] = rows.count
        rows.append(
          Row(
            feed: batch.feed,
            entry: entry,
            source: batch.source,
            author: batch.author,
            file: batch.file,
            recorded: batch.recorded,
            isCorrection: before != nil
          )
        )
      }
    }
    self.rows = rows.enumerated().filter { _, row in
      stretch.map { row.entry.interval.start < $0.end && $0.start <= row.entry.interval.end }
        ?? true
    }.sorted { first, second in
      (first.element.feed.name, first.element.entry.interval.start, first.offset)
        < (second.element.feed.name, second.element.entry.interval.start, second.offset)
    }.map(\.element)
  }

  /// The observations as a table, each line with a line break at its end; `no observations` if there is
  /// none.
  package func text(ink: Ink = .plain) -> String {
    if rows.isEmpty { return "no observations\n" }
    let table = TextTable(
      titles: [
        "NAME", "FROM", "TO", " GOOD", " VALID", " TOOK", "ID", "SOURCE", "AUTHOR", "RECORDED",
        "STANDS",
      ],
      rows: rows.map { row(of: $0) },
      ink: ink
    )
    return table.lines.map { "\($0)\n" }.joined()
  }

  private func row(of row: Row) -> [TextTable.Cell] {
    let isCounted = row.feed.kind == .counts
    let standing =
      row.replaced.map { "no, replaced \($0.rfc3339(decimals: 0))" }
      ?? (row.isCorrection ? "yes, a correction" : "yes")
    return [
      TextTable.Cell(row.feed.name),
      TextTable.Cell("\(row.entry.interval.start)"),
      TextTable.Cell("\(row.entry.interval.end)"),
      TextTable.Cell(isCounted ? "\(row.entry.good)" : "–"),
      TextTable.Cell(isCounted ? "\(row.entry.valid)" : "–"),
      TextTable.Cell(isCounted ? "–" : "\(row.entry.interval.length)"),
      TextTable.Cell(row.entry.id.printable(upTo: ObservedEntry.idLimit)),
      TextTable.Cell(row.source.printable(upTo: 60)),
      TextTable.Cell(row.author.word),
      TextTable.Cell(row.recorded.rfc3339(decimals: 0)),
      TextTable.Cell(standing, row.replaced == nil ? .good : .faint),
    ]
  }

  /// The observations as a JSON list; `null` stands for what isn't so.
  package var json: String { JSONValue.array(rows.map(\.json)).page }
}

extension ObservationList.Row {
  fileprivate var json: JSONValue {
    let isCounted = feed.kind == .counts
    return [
      "name": .string(feed.name),
      "kind": .string(feed.kind.word),
      "id": .string(entry.id),
      "from": .string(entry.interval.start.description),
      "to": .string(entry.interval.end.description),
      "good": isCounted ? .integer(entry.good) : .null,
      "valid": isCounted ? .integer(entry.valid) : .null,
      "duration_ms": isCounted ? .null : .integer(entry.interval.length.wholeMilliseconds),
      "source": .string(source),
      "author": .string(author.word),
      "file": file.isEmpty ? .null : .string(file),
      "recorded": .string(recorded.description),
      "correction": .bool(isCorrection),
      "replaced": replaced.map { .string($0.description) } ?? .null,
    ]
  }
}
