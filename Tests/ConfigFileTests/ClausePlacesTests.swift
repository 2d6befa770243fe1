import TestKit
import Testing

@testable import ConfigFile

@Suite struct ClausePlacesTests {
  private let places = ClausePlaces(
    Array(
      """
      agreement: shop
      objectives:
        availability:
          outage: {at-least: 1m}
          unconfirmed: "ignore"
      exclusions:
        maintenance: {notice: 72h}

      """.utf8
    )
  )

  @Test(arguments: [
    ("agreement", 1, "shop"), ("objectives.availability.outage.at-least", 4, "1m"),
    ("objectives.availability.unconfirmed", 5, "ignore"), ("exclusions.maintenance", 7, nil),
    ("exclusions.maintenance.notice", 7, "72h"),
  ])
  func `a clause is found by its keys`(path: String, line: Int, text: String?) {
    let place = places.place(of: path.split(separator: ".").map(String.init))
    #expect(place == ClausePlaces.Place(line: line, text: text))
  }

  @Test func `what isn't there has no place`() {
    #expect(places.place(of: ["objectives", "speed"]) == nil)
    #expect(places.place(of: ["agreement", "shop"]) == nil)
    #expect(places.place(of: []) == nil)
    #expect(ClausePlaces(Array("a: [".utf8)).place(of: ["a"]) == nil)
  }
}
