/// The first byte of a record.
///
/// A reader that doesn't know a number from 128 on passes over the record, and who seals keeps it as it
/// is; an unknown number below is refused.
enum RecordKind: UInt8 {
  case vantage = 1
  case series = 2
  case sample = 3
  case gap = 4
  case started = 5
  case stopped = 6
  case reloaded = 7
  case clock = 8
  case imported = 9
  case event = 10
  case sent = 11
  case loss = 12
  case expired = 13
  case annotated = 14
  case sealed = 15
  case key = 16
  case expiredRollup = 17
  case unplanned = 18
  case observed = 19
  case certificate = 20
}

/// The longest texts, in bytes.
///
/// What a program of ours hands over is cut to them; what a file holds
/// beyond them is refused.
enum TextLimit {
  static let name = 256
  static let path = 1_024
  static let line = 4_096
  static let target = 8_192
  static let rules = 65_536
  static let fields = 64
}
