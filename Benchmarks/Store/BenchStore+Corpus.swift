import Chronology
import Execution
import Posix
import Sampling
import Storage
import StoreCorpus
import StoreFormat

extension BenchStore {
  /// Writes days of the corpus, an hour a commit: each check of one of its kinds, in turn, from a seed
  /// of its own.
  func writeCorpus(days: Int) {
    var corpus = series.enumerated().map { number, series in
      let kind = SeriesKind.all[number % SeriesKind.all.count]
      return CorpusSeries(kind, series: series, seed: 42 + UInt64(number))
    }
    for day in 0..<days {
      var samples = corpus.indices.map { corpus[$0].day()[...] }
      for hour in 1...24 {
        let end = BenchStore.origin + .days(Int64(day)) + .hours(Int64(hour))
        for number in samples.indices {
          let own = samples[number].prefix { $0.due < end }
          samples[number] = samples[number].dropFirst(own.count)
          sampleCount += own.count
          store.append(own.map { .sample($0) })
          if number % 128 == 127 { _ = on(store) { $0.flush() } }
        }
        store.append([.clock(mark(end))])
        _ = on(store) { $0.flush() }
        clock.withLock { $0 = end }
        archive()
      }
    }
  }
}
