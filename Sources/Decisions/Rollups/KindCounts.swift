import StoreFormat

/// Counts, or lengths of time, by the cases of a closed list: sparse, ascending by raw value.
package struct KindCounts<Kind: RawRepresentable & Hashable & Sendable>: Hashable, Sendable
where Kind.RawValue == UInt8 {
  /// A case that something was counted for.
  package struct Entry: Hashable, Sendable {
    /// The case.
    package let kind: Kind
    /// 1 or more.
    package fileprivate(set) var count: Int64
  }

  /// The cases with a count, ascending by raw value.
  package private(set) var entries: [Entry] = []

  /// No counts.
  package init() {}

  /// The sum of all counts.
  package var sum: Int64 { entries.reduce(0) { $0 + $1.count } }

  /// The count of a case, 0 if there is none.
  package subscript(kind: Kind) -> Int64 {
    entries.first { $0.kind == kind }?.count ?? 0
  }

  /// Adds to the count of `kind`; nothing if `count` is zero.
  package mutating func add(_ kind: Kind, _ count: Int64 = 1) {
    guard count > 0 else { return }
    let index = entries.firstIndex { $0.kind.rawValue >= kind.rawValue } ?? entries.count
    if index < entries.count, entries[index].kind == kind {
      entries[index].count += count
    } else {
      entries.insert(Entry(kind: kind, count: count), at: index)
    }
  }

  /// Adds all counts of `other`.
  package mutating func merge(_ other: KindCounts) {
    for entry in other.entries { add(entry.kind, entry.count) }
  }

  func encode(into sink: inout ByteSink) {
    sink.varint(UInt64(entries.count))
    for entry in entries {
      sink.byte(entry.kind.rawValue)
      sink.varint(UInt64(entry.count))
    }
  }

  init(decoding cursor: inout ByteCursor, _ field: StaticText) throws(FormatError) {
    var previous = -1
    for _ in 0..<(try cursor.varint(as: UInt8.self)) {
      let byte = try cursor.byte()
      let count = try cursor.varint(as: UInt32.self)
      guard Int(byte) > previous, count > 0, let kind = Kind(rawValue: byte) else {
        throw .malformed(field)
      }
      entries.append(Entry(kind: kind, count: Int64(count)))
      previous = Int(byte)
    }
  }
}
