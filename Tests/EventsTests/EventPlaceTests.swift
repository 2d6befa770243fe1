import Events
import Testing

/// Where in the sources an event was made.
@Suite struct EventPlaceTests {
  @Test func `an event knows where it was made`() {
    let seal = EventTests.seal
    #expect(seal.place.file == "Events/Event+Store.swift" && seal.place.line > 1)
    #expect(seal.saidBeforeDurable.place == seal.place)
    #expect(event(7).place == SourcePlace(file: "Events/Some.swift", line: 7))
  }

  @Test func `two that say the same are the same, wherever they were made`() {
    #expect(event(7) == event(8))
    #expect(Set([event(7), event(8)]).count == 1)
    #expect(event(7) != event(7).saidBeforeDurable)
  }

  @Test func `one that is said again names its place, or where it was read`() throws {
    let seal = EventTests.seal
    let again = try #require(
      Event(
        kind: seal.kind.rawValue,
        key: seal.key.description,
        time: seal.time,
        message: seal.message,
        fields: seal.fields
      )
    )
    let known = try #require(
      Event(
        kind: seal.kind.rawValue,
        key: seal.key.description,
        time: seal.time,
        message: seal.message,
        fields: seal.fields,
        place: seal.place
      )
    )
    #expect(known.place == seal.place)
    #expect(again == seal)
    #expect(again.place.file == "Events/Event+Recorded.swift")
  }

  private func event(_ line: Int) -> Event {
    Event(
      kind: .daemonStopped,
      key: EventKey(.daemonStopped, "1"),
      time: EventTests.noon,
      detail: "",
      fields: [],
      file: "Events/Some.swift",
      line: line
    )
  }
}
