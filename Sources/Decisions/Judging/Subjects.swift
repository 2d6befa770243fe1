/// What rests on one check: numbers of services and promises.
struct Subjects: Sendable {
  var services: [Int] = []
  var promises: [Int] = []
  var isTouched = false
}
