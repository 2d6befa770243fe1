import Chronology
package import Sampling

extension Record {
  /// A record by itself: kind, length and body, as in a group.
  ///
  /// - Precondition: It is no sample, whose bytes depend on its group's others.
  package func encoded() -> [UInt8] {
    if case .sample = self { preconditionFailure("a sample stands in a group only") }
    var sink = ByteSink()
    var body = ByteSink()
    var samples = SampleEncoder()
    encode(into: &sink, using: &body, &samples)
    return sink.bytes
  }

  /// Reads a record that stands by itself and fills its bytes.
  ///
  /// - Returns: nil for one of an unknown kind that may be passed over.
  /// - Throws: `malformed` for a sample, and for bytes that the record, written again, wouldn't
  ///   give: two texts of one record would have two hashes.
  package static func decoded(_ bytes: [UInt8]) throws(FormatError) -> Record? {
    if bytes.first == RecordKind.sample.rawValue { throw .malformed("sample by itself") }
    var cursor = ByteCursor(bytes)
    var samples = SampleDecoder(base: Instant(nanoseconds: 0))
    let record = try decode(from: &cursor, using: &samples)
    if !cursor.isAtEnd { throw .malformed("record length") }
    if record.encoded() != bytes { throw .malformed("record") }
    if case .unknown = record { return nil }
    return record
  }
}

extension CheckDefinition {
  /// The bytes that stand for the definition wherever it is hashed: a SERIES record's body without
  /// its number.
  package var canonical: [UInt8] {
    var body = ByteSink()
    encode(into: &body)
    return body.bytes
  }
}
