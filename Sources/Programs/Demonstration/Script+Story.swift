extension Script {
  /// What `constat demo` plays: two minutes in which each service has its troubles.
  ///
  /// Who probes each service once a second, opens an incident after two failures in a row and has
  /// promised 95 % of three minutes (a budget of 9 s) sees within 20 s an incident opened and the
  /// objective at risk, after 22 s the incident resolved, and before 50 s the objective breached.
  package static let story = Script(
    cycle: 120_000,
    acts: [
      Act(.web, .refused, from: 12_000, to: 20_000),
      Act(.api, .slow(milliseconds: 900), from: 24_000, to: 36_000),
      Act(.database, .refused, from: 30_000, to: 36_000),
      Act(.web, .errorPage, from: 40_000, to: 46_000),
      Act(.api, .errorPage, from: 52_000, to: 57_000),
      Act(.web, .silent, from: 70_000, to: 76_000),
      Act(.database, .refused, from: 82_000, to: 86_000),
      Act(.api, .dropped, from: 92_000, to: 96_000),
    ]
  )

  /// What happens to `service` from `act` on, in a few words; nil means that it is fine again.
  ///
  /// - Parameter speed: How many times faster the story is played.
  static func line(_ service: DemonstrationService, _ act: Act?, speed: Int64) -> String {
    guard let act else { return "\(service.rawValue) is fine again" }
    let milliseconds = (act.end - act.start) / speed
    let length = milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000) s" : "\(milliseconds) ms"
    return "\(service.rawValue) \(words(act.behaviour)) (for \(length))"
  }

  private static func words(_ behaviour: Behaviour) -> String {
    switch behaviour {
    case .fine: "is fine"
    case .slow(let milliseconds): "slows down, answers after \(milliseconds) ms"
    case .errorPage: "answers with error pages, status 503"
    case .refused: "refuses connections"
    case .dropped: "resets connections"
    case .silent: "stops answering"
    }
  }
}
