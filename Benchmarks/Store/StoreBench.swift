import Chronology
import Posix
import Sampling
import SegmentFormat
import StoreCorpus
import StoreFormat

/// What the corpus takes in segments and how fast it is written and read; with `rows`, the corpus
/// as comma-separated rows for the same measurement of something else; with a part of
/// ``StoreFigures`` and a folder, what a whole store takes; with `history FOLDER`, how fast whole stores
/// are written there and asked, or one part of that.
@main struct StoreBench {
  static func main() throws {
    // As constatd has it: some of the figures are of memory.
    CurrentProcess.shareOneHeap()
    CurrentProcess.returnLargeBlocks()
    let arguments = CommandLine.arguments.dropFirst()
    switch (arguments.first, arguments.dropFirst().first) {
    case ("rows"?, _): printRows()
    case ("history"?, let folder):
      try HistoryBench(in: folder ?? ".").run(arguments.dropFirst(2).first)
    case (let part?, let folder?): try StoreFigures.run(part, in: folder)
    default: try measure()
    }
  }

  private static func measure() throws {
    let corpus = DaySegments.corpus()
    let days = try DaySegments(corpus)
    print("segments: \(DaySegments.days) days of one sample a minute, one segment a day")
    print("series      samples   bytes a sample   of it index, head, footer")
    for (kind, tally) in zip(SeriesKind.all, days.tallies) {
      let all = ratio(tally.blocks + tally.index, tally.samples)
      let index = ratio(tally.index, tally.samples)
      print("\(padded(kind.name, 11)) \(tally.samples)     \(all)             \(index)")
    }
    print("mean        \(days.samples)    \(ratio(days.bytes, days.samples))")
    let hours = try DaySegments(corpus.flatMap { hourly($0) })
    print("one segment an hour instead: \(ratio(hours.bytes, hours.samples)) bytes a sample")
    try measureSpeed(corpus, days)
  }

  private static func measureSpeed(_ corpus: [[[Sample]]], _ days: DaySegments) throws {
    print("million samples a second, best of 5")
    try time("write", days.samples) { _ = try DaySegments(corpus) }
    var count = 0
    try time("read all", days.samples) { try days.read { count += try $0.samples().count } }
    try time("read start and outcome", days.samples) {
      try days.read { count += try $0.starts().count + $0.outcomes().count }
    }
    try time("read wait and outcome", days.samples) {
      try days.read { count += try $0.microseconds(.wait).count + $0.outcomes().count }
    }
    let bytes = [UInt8](repeating: 0x5A, count: 16 << 20)
    try time("CRC-32C, in million bytes", bytes.count) { count += Int(CRC32C.of(bytes) & 1) }
    if count == 0 { print("nothing was read") }
  }

  /// The best of five.
  private static func time(_ name: String, _ amount: Int, _ work: () throws -> Void) throws {
    var best = Duration.seconds(3_600)
    for _ in 0..<5 { best = try min(best, ContinuousClock().measure(work)) }
    let nanoseconds = Int(best / .nanoseconds(1))
    print("\(padded(name, 26)) \(ratio(amount * 1_000, nanoseconds))")
  }

  /// The parts of a day by hours.
  private static func hourly(_ day: [[Sample]]) -> [[[Sample]]] {
    (0..<24).map { hour in day.map { $0.filter { $0.start.seconds / 3_600 % 24 == hour } } }
  }

  /// Two decimals.
  private static func ratio(_ amount: Int, _ count: Int) -> String {
    let hundredths = (amount * 200 + count) / (2 * count)
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func printRows() {
    for sample in DaySegments.corpus().joined().joined() {
      let phases = Phase.allCases.map { String(sample.phases.microseconds($0)) }
      let start = [
        Int64(sample.series.number), sample.due.nanoseconds, sample.lateness.nanoseconds,
        Int64(sample.outcome.rawValue), Int64(sample.cause?.rawValue ?? 0), Int64(sample.status),
        Int64(sample.flags.rawValue), Int64(sample.bytes),
      ]
      let numbers = start.map { String($0) } + phases
      print(numbers.joined(separator: ","), sample.address?.description ?? "", separator: ",")
    }
  }
}
