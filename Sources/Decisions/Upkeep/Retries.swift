package import Chronology

/// When something that failed is tried again, and when no more.
package enum Retries {
  /// After so many failures it is tried no more.
  package static let limit = delays.count + 1

  private static let delays: [TimeAmount] = [
    .minutes(1), .minutes(5), .minutes(15), .minutes(30),
  ]

  /// How long to wait after the n-th failure, from 1 on; nil if that was the last one.
  package static func delay(afterFailure number: Int) -> TimeAmount? {
    precondition(number > 0, "failures count from 1 on")
    return number < limit ? delays[number - 1] : nil
  }
}
