import Glibc

/// Asks again and again until `condition` gives something or `limit` is over.
///
/// It blocks the thread: see ``BlockingTrait``.
///
/// - Returns: What it gave, or nil.
func eventually<Value>(
  within limit: Duration = .seconds(30),
  _ condition: () throws -> Value?
) rethrows -> Value? {
  let clock = ContinuousClock()
  let end = clock.now + limit
  while true {
    if let value = try condition() { return value }
    if clock.now >= end { return nil }
    poll(nil, 0, 20)
  }
}

/// The same for a plain condition; false when it didn't come true.
func eventually(within limit: Duration = .seconds(30), _ condition: () throws -> Bool) rethrows
  -> Bool
{
  try eventually(within: limit) { try condition() ? true : nil } ?? false
}

/// A length of time in which something must not happen, or in which samples gather.
func pass(_ length: Duration) {
  let (seconds, attoseconds) = length.components
  poll(nil, 0, CInt(seconds * 1_000 + attoseconds / 1_000_000_000_000_000))
}
