import Testing

@testable import Agreement

@Suite struct CurrencyTests {
  @Test func `the Caribbean guilder has taken the place of the Antillean one`() {
    #expect(Currency("XCG")?.decimals == 2)
    #expect(Currency("ANG") == nil)
  }

  @Test(arguments: [("EUR", 2), ("JPY", 0), ("KWD", 3)])
  func `a currency has its decimals`(code: String, decimals: Int) {
    #expect(Currency(code)?.decimals == decimals)
  }

  @Test(arguments: ["", "eur", "XAU", "XTS", "EUX"])
  func `what is no currency in use is none`(code: String) {
    #expect(Currency(code) == nil)
  }
}
