import Chronology
import Proving
import Sampling
import StoreFormat

extension BundleVerifier where Digest: ~Copyable {
  mutating func readSeal(_ line: inout BundleLine) throws(BundleFault) {
    let (_, entry, isProved) = try readEntryFields(&line)
    guard entry.kind == RecordNumber.seal, case .sealed(let seal) = try record(of: entry),
      seal.tier == .segment || seal.tier == .daySegment
    else { throw BundleFault("the entry seals no segment") }
    if let last = state.seal?.seal, seal.files.lowerBound <= last.files.upperBound {
      note(.damaged, .overlap, "log files of this segment stand in one before, or out of order")
    }
    if isProved { state.verdict.seals += 1 }
    state.seal = (seal, isProved)
    state.lastLeaf = nil
  }

  mutating func readBlock(_ line: inout BundleLine) throws(BundleFault) {
    let leaf = try line.number("the leaf", 0...1 << 62)
    let series = SeriesID(number: try line.number("the series", as: UInt32.self))
    let count = Int(try line.number("the number of samples", 1...UInt64(SampleLeaf.limit)))
    var addresses: [NetworkAddress] = []
    for text in try line.list("the addresses", limit: count) {
      guard let address = Hexadecimal.bytes(text).flatMap({ NetworkAddress(bytes: $0) }) else {
        throw BundleFault("not an address")
      }
      addresses.append(address)
    }
    guard Set(addresses).count == addresses.count else { throw BundleFault("an address again") }
    let path = try line.path("the path")
    if let last = state.lastLeaf, leaf <= last { throw BundleFault("blocks are not ascending") }
    state.lastLeaf = leaf
    if state.series[series] == nil {
      note(.missing, .definition, "no proved entry defines series \(series.number)")
    }
    state.block = BundleState.Block(
      line: lineNumber,
      leaf: leaf,
      series: series,
      count: count,
      addresses: addresses,
      path: path
    )
  }

  mutating func readSample(_ line: inout BundleLine) throws(BundleFault) {
    guard var block = state.block else { throw BundleFault("a sample outside of a block") }
    // Taken out, so that its arrays are changed in place.
    state.block = nil
    let due = try line.number("due", 0...1 << 62 - 1)
    let start = try line.number("start", 0...1 << 62 - 1)
    let outcomeNumber = try line.number("outcome", as: UInt8.self)
    let causeNumber = try line.number("cause", as: UInt8.self)
    let cause = Cause(rawValue: causeNumber)
    guard let outcome = Outcome(rawValue: outcomeNumber) else { throw BundleFault("no outcome") }
    guard cause != nil || causeNumber == 0 else { throw BundleFault("no cause") }
    var sample = Sample(
      series: block.series,
      due: Instant(nanoseconds: Int64(due)),
      start: Instant(nanoseconds: Int64(start)),
      outcome: outcome,
      cause: cause,
      status: try line.number("status", as: UInt16.self)
    )
    let address = try line.number("address", as: UInt16.self)
    guard Int(address) <= block.appeared + 1, Int(address) <= block.addresses.count else {
      throw BundleFault("an address out of order")
    }
    if Int(address) == block.appeared + 1 { block.appeared += 1 }
    sample.bytes = try line.number("bytes")
    sample.phases.resolve = try line.number("resolve")
    sample.phases.connect = try line.number("connect")
    sample.phases.secure = try line.number("secure")
    sample.phases.wait = try line.number("wait")
    sample.phases.transfer = try line.number("transfer")
    sample.flags = SampleFlags(rawValue: try line.number("flags"))
    CanonicalSample.append(sample, address: address, to: &block.records)
    block.dues.append((sample.due, sample.flags.contains(.imported)))
    block.counts[outcome, default: 0] += 1
    block.read += 1
    if block.read == block.count, block.appeared != block.addresses.count {
      throw BundleFault("an address that no sample has")
    }
    state.block = block
  }

  mutating func finishBlockIfFull() throws(BundleFault) {
    guard let block = state.block, block.read == block.count else { return }
    state.block = nil
    guard let series = state.series[block.series], let (seal, isSealProved) = state.seal else {
      return
    }
    let leaf = SampleLeaf.hash(
      of: block.records,
      block.count,
      block.addresses,
      definition: series.definition,
      using: &hasher
    )
    let isProved = TreeProof.isIncluded(
      leaf,
      at: block.leaf,
      in: seal.leaves,
      root: seal.root,
      by: block.path,
      using: &hasher
    )
    guard isProved else {
      note(.damaged, .leaf, "these samples are not the ones that were sealed", line: block.line)
      return
    }
    if isSealProved { count(block, of: series) }
    if state.stretches > CheckCoverage.stretchLimit {
      throw BundleFault("samples with more than 1,000,000 interruptions")
    }
  }

  private mutating func count(_ block: BundleState.Block, of series: BundleState.Series) {
    let check = series.check
    var found = state.checks[check] ?? BundleVerdict.Check(id: check)
    found.blocks += 1
    found.counts.merge(block.counts) { $0 + $1 }
    state.checks[check] = found
    guard let period = state.verdict.period,
      var coverage = state.coverage.removeValue(forKey: check)
    else { return }
    for due in block.dues {
      let isNew = coverage.take(
        due.instant,
        every: series.interval,
        isImported: due.isImported,
        in: period
      )
      if isNew { state.stretches += 1 }
    }
    state.coverage[check] = coverage
  }

  /// Says which time of the period no sample and no gap accounts for, and of which agreement it isn't proved
  /// that it is the one by which was judged.
  mutating func concludeCoverage() {
    state.verdict.checks = state.checks.values.sorted { $0.id < $1.id }
    concludeAgreements()
    guard let period = state.verdict.period else { return }
    for (check, coverage) in state.coverage.sorted(by: { $0.key < $1.key }) {
      for hole in coverage.holes(in: period, gaps: state.gaps) {
        note(
          .missing,
          .samples,
          "\(check) from \(hole.start) to \(hole.end)",
          line: 0
        )
      }
    }
  }
}
