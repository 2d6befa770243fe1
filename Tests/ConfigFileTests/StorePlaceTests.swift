import Testing

@testable import ConfigFile

/// Where the store is, also of a configuration that is refused: a running daemon is found by it.
@Suite struct StorePlaceTests {
  private func store(_ text: String, _ surroundings: Surroundings = .test) -> String? {
    let reading = load(["constatd.yaml": text], surroundings)
    #expect(reading.configuration == nil)
    return reading.store
  }

  @Test func `a mistake elsewhere doesn't hide it`() {
    #expect(store("store: /srv/record\nnonsense: 1\nchecks: 7\n") == "/srv/record")
    #expect(store("vantage: here\nstore: record\nchecks: {}\n") == "record")
  }

  @Test func `where the file says nothing, the surroundings do`() {
    var service = Surroundings.test
    service.stateDirectory = "/var/lib/constat:/var/lib/constat-keys"
    for text in ["nonsense: 1\n", "{{{", "store: [a]\n"] {
      #expect(store(text) == nil, "\(text)")
      #expect(store(text, service) == "/var/lib/constat", "\(text)")
    }
    var chosen = service
    chosen.store = "/srv/chosen"
    #expect(store("store: /srv/record\nchecks: 7\n", chosen) == "/srv/chosen")
  }
}
