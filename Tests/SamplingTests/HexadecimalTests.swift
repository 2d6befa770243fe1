import Sampling
import Testing

@Suite struct HexadecimalTests {
  @Test func `bytes are two lower-case digits each, and nothing else is taken`() {
    #expect(Hexadecimal.text([0, 15, 160, 255]) == "000fa0ff")
    #expect(Hexadecimal.bytes("000fa0ff") == [0, 15, 160, 255])
    #expect(Hexadecimal.bytes("") == [])
    for text in ["0", "0F", "0g", " 00", "00 ", "é0", "+0"] {
      #expect(Hexadecimal.bytes(text) == nil, "\(text)")
    }
  }
}
