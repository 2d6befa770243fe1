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
    ("ftp://user:s3cret@a.example/x", "ftp://***@a.example/x"),
    ("ftp://user:s3@cret@a.example?b=c", "ftp://***@a.example?b=***"),
    ("//s3cret@a.example", "//***@a.example"),
    ("ftp:\\\\u:s3cret@a.example\\x", "ftp:\\\\***@a.example\\x"),
    ("mailto:s3cret@a.example", "mailto:***@a.example"),
    ("user:s3cret@a.example/", "user:***@a.example/"),
    ("u-1:s3cret@a.example:80", "***@a.example:80"),
    ("https://a.example/u:p@b", "https://a.example/u:p@b"),
    ("a.example:443/u@b", "a.example:443/u@b"),
    ("no address? yes=it is&s3cret", "no address? yes=***&***"),
  ]) func `values of a query and who logs in are masked, and nothing else`(
    _ text: String,
    _ shown: String
  ) {
    #expect(WebAddress.masked(text) == shown)
    #expect(WebAddress.masked(shown) == shown, "what is masked stays as it is")
    if let address = WebAddress(text) { #expect(address.masked == shown) }
  }
}
