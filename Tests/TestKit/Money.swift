package import Agreement

/// The currency of the tests' agreements.
package let euro: Currency = {
  guard let euro = Currency("EUR") else { preconditionFailure("ISO 4217 has the euro") }
  return euro
}()
