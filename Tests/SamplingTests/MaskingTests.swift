import Sampling
import Testing

@Suite struct MaskingTests {
  @Test(arguments: [
    ("https://a.example/health", "https://a.example/health"),
    ("https://a.example/?", "https://a.example/?"),
    ("https://a.example/h?token=s3cret", "https://a.example/h?token=***"),
    ("https://a.example?a=1&b=2;c=3", "https://a.example?a=***&b=***;c=***"),
    ("https://a.example/?s3cret", "https://a.example/?***"),
    ("https://a.example/?a=s3=cret?more", "https://a.example/?a=***"),
    ("https://a.example/?a=&&=b", "https://a.example/?a=&&=***"),
    ("a.example:443", "a.example:443"),
    ("no address? yes=it is&s3cret", "no address? yes=***&***"),
  ]) func `values of a query are masked, and nothing else`(_ text: String, _ shown: String) {
    #expect(WebAddress.masked(text) == shown)
    #expect(WebAddress.masked(shown) == shown, "what is masked stays as it is")
    if let address = WebAddress(text) { #expect(address.masked == shown) }
  }
}
