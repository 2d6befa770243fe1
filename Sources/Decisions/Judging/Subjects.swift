/// What rests on one check: numbers of services and promises, ascending.
struct Subjects: Sendable {
  var services: [Int] = []
  /// The places of those services, and of promises that have their own.
  var places: [Int] = []
  var promises: [Int] = []
  var isTouched = false
}

extension Judge {
  /// What rests on the checks in `touched`, ascending, each once.
  func resting(_ part: (Subjects) -> [Int], on touched: [Int]) -> [Int] {
    if touched.count == 1 { return part(subjects[touched[0]]) }
    let all = touched.flatMap { part(subjects[$0]) }.sorted()
    return all.indices.filter { $0 == 0 || all[$0] != all[$0 - 1] }.map { all[$0] }
  }
}
