import Cares
import TestKit
import Testing

@testable import Probing

@Suite struct NameLookupTests {
  private func records(_ isIPv6: Bool, _ numbers: [UInt64]) -> NameLookup.Answer {
    .success(
      numbers.map { AddressRecord(isIPv6: isIPv6, high: 0, low: $0, timeToLive: 60) }
    )
  }

  private func lookup(_ four: NameLookup.Answer?, _ six: NameLookup.Answer?) -> NameLookup {
    var lookup = NameLookup()
    if let four { lookup.take(four, for: .ipv4) }
    if let six { lookup.take(six, for: .ipv6) }
    return lookup
  }

  private func numbers(_ lookup: NameLookup, prefersIPv6: Bool) throws -> [UInt64]? {
    try lookup.result { _ in prefersIPv6 }?.get().map(\.low)
  }

  @Test func `Half an answer is early, and no result`() throws {
    for lookup in [lookup(records(false, [1]), nil), lookup(nil, records(true, [1]))] {
      #expect(lookup.early.map(\.low) == [1])
      #expect(try numbers(lookup, prefersIPv6: true) == nil)
    }
    #expect(lookup(.failure(.timedOut), nil).early.isEmpty)
    #expect(lookup(nil, nil).early.isEmpty)
    #expect(lookup(records(false, [1]), .failure(.noAddress)).early.isEmpty)
  }

  @Test func `Two families alternate, the preferred one first`() throws {
    let both = lookup(records(false, [1, 2]), records(true, [11, 12, 13, 14, 15]))
    #expect(try numbers(both, prefersIPv6: true) == [11, 1, 12, 2, 13, 14, 15])
    #expect(try numbers(both, prefersIPv6: false) == [1, 11, 2, 12, 13, 14, 15])
  }

  @Test func `One family is enough`() throws {
    let four = lookup(records(false, [1]), .failure(.timedOut))
    #expect(try numbers(four, prefersIPv6: true) == [1])
    let six = lookup(.failure(.serverFailure), records(true, [2]))
    #expect(try numbers(six, prefersIPv6: true) == [2])
  }

  @Test(
    arguments: [
      (CaresError.noSuchName, CaresError.timedOut, CaresError.noSuchName),
      (.timedOut, .noSuchName, .noSuchName), (.noAddress, .timedOut, .timedOut),
      (.timedOut, .noAddress, .timedOut), (.noAddress, .serverFailure, .serverFailure),
      (.serverFailure, .timedOut, .serverFailure), (.noAddress, .noAddress, .noAddress),
    ]
  )
  func `Of two failures the one that says more counts`(
    _ four: CaresError,
    _ six: CaresError,
    _ expected: CaresError
  ) {
    let result = lookup(.failure(four), .failure(six)).result { _ in true }
    #expect(result == .failure(expected))
  }

  @Test func `An answer for both is the result`() throws {
    var lookup = NameLookup()
    lookup.take(records(true, [7]), for: .both)
    #expect(try numbers(lookup, prefersIPv6: false) == [7])
    #expect(lookup.early.isEmpty)
  }
}
