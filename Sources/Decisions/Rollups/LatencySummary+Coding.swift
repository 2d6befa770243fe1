import StoreFormat

// Format: docs/formats/rollup.md, "Latencies".

extension LatencySummary {
  /// What stands for a histogram.
  private enum Form: UInt16 {
    case empty = 0
    /// As many values as the whole attempts have, all 0 µs: a phase that was never reached.
    case zeros = 1
    case coded = 2
  }

  private var zeros: LatencyHistogram {
    LatencyHistogram(total.isEmpty ? [] : [.init(number: 0, count: total.count)])
  }

  /// Writes the latencies of at least one attempt.
  func encode(into sink: inout ByteSink) {
    sink.varint(least ?? 0)
    sink.varint((greatest ?? 0) - (least ?? 0))
    sink.wide(sum)
    let zeros = zeros
    let forms = [Form.coded] + phases.map { $0.isEmpty ? .empty : $0 == zeros ? .zeros : .coded }
    sink.integer(
      forms.enumerated().reduce(UInt16(0)) { $0 | $1.element.rawValue << UInt16(2 * $1.offset) }
    )
    total.encode(into: &sink)
    for (form, phase) in zip(forms.dropFirst(), phases) where form == .coded {
      phase.encode(into: &sink)
    }
  }

  /// Reads the latencies of at least one attempt and at most `available`.
  init(decoding cursor: inout ByteCursor, of available: Int64) throws(FormatError) {
    let least = try cursor.varint()
    let (greatest, overflow) = least.addingReportingOverflow(try cursor.varint())
    if overflow || greatest > HistogramBucket.greatestValue { throw .malformed("latency") }
    let sum = try cursor.wide()
    let forms = try cursor.integer(UInt16.self)
    if forms & 3 != Form.coded.rawValue || forms >> 12 != 0 { throw .malformed("histogram form") }
    let total = try LatencyHistogram(decoding: &cursor)
    let count = total.count
    guard let first = total.entries.first, let last = total.entries.last,
      count <= UInt64(available), first.number == HistogramBucket(holding: least).number,
      last.number == HistogramBucket(holding: greatest).number,
      sum >= UInt128(least) * UInt128(count), sum <= UInt128(greatest) * UInt128(count)
    else { throw .malformed("latency") }
    self.init(least: least, greatest: greatest, sum: sum, total: total, phases: [])
    var found: [LatencyHistogram] = []
    for index in 1...5 as ClosedRange<UInt16> {
      switch Form(rawValue: forms >> (2 * index) & 3) {
      case .empty: found.append(LatencyHistogram())
      case .zeros: found.append(zeros)
      case .coded:
        let phase = try LatencyHistogram(decoding: &cursor)
        if phase.isEmpty || phase == zeros || phase.count > count {
          throw .malformed("histogram form")
        }
        found.append(phase)
      case nil: throw .malformed("histogram form")
      }
    }
    self.init(least: least, greatest: greatest, sum: sum, total: total, phases: found)
  }
}
