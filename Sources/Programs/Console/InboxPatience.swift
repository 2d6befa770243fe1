/// How long a command waits for the answer of a daemon.
struct InboxPatience {
  /// Why it waits no longer.
  enum End: Hashable, Sendable {
    /// The daemon goes on with the request for too long.
    case late
    /// Who has the store does not begin with it.
    case ignored
    /// Nobody has the store any more.
    case deserted
  }

  /// How many seconds the daemon may take to begin, and to end.
  static let (beginning, ending) = (30, 900)
  /// How many seconds nobody may have the store: a daemon that is started again needs some.
  static let absence = 10

  private let (beginning, ending): (Int, Int)
  /// Since when nobody has the store.
  private var deserted: Int?

  /// The patience of a command; by itself as long as anything takes that a daemon may be asked for.
  ///
  /// - Parameters:
  ///   - beginning: How many seconds the daemon may take to begin.
  ///   - ending: How many it may take in all.
  init(beginning: Int = Self.beginning, ending: Int = Self.ending) {
    self.beginning = beginning
    self.ending = ending
  }

  /// Looks after some seconds of waiting; they ascend.
  ///
  /// - Parameters:
  ///   - isTaken: Whether the daemon has begun with the request.
  ///   - isWritten: Whether somebody has the store; nil if that can't be found out.
  mutating func look(after seconds: Int, isTaken: Bool, isWritten: Bool?) -> End? {
    if isWritten ?? true { deserted = nil } else { deserted = deserted ?? seconds }
    if let deserted, seconds - deserted >= InboxPatience.absence { return .deserted }
    if seconds >= beginning, !isTaken { return .ignored }
    return seconds >= ending ? .late : nil
  }
}
