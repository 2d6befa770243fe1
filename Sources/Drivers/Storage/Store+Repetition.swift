import Sampling
import StoreFormat

extension Store {
  /// What a new file begins with: what is on record, and nothing that is only about to be.
  ///
  /// A definition that a crash left in a repetition alone would never come into the ledger, and nobody
  /// could verify its samples.
  var repetition: [Record] {
    var records = recordedVantage.map { [Record.vantage($0)] } ?? []
    records.reserveCapacity(numbers.definitions.count + 1)
    for (series, definition) in numbers.definitions where series.number < firstUnrecorded {
      records.append(.series(series, definition))
    }
    return records
  }

  /// Notes what is on record now.
  func note(_ records: [Record]) {
    for record in records {
      switch record {
      case .series(let series, _): firstUnrecorded = max(firstUnrecorded, series.number + 1)
      case .vantage(let name): recordedVantage = name
      default: break
      }
    }
  }
}
